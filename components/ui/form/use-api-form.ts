'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { useEffect, useState } from 'react';
import { type DefaultValues, type FieldPath, type FieldValues, useForm } from 'react-hook-form';
import type { z } from 'zod';
import type { ApiAnswer, ApiProblem } from '#components/api-client.ts';
import { type DraftKeys, keptFields } from '#components/unsent/kept-fields.ts';
import { useMe } from '#components/unsent/me.tsx';

type ApiFormOptions<Fields extends FieldValues, Input> = {
  /** The rules that the API has for the same input. */
  schema: z.ZodType<Input, Fields>;
  /** What an untouched form holds: every field of it. */
  begin: Fields;
  /** Text fields that stay in this browser until they are sent, and where. */
  keep?: DraftKeys<Fields>;
  /** The field of this form that shows what the API says about another name. */
  fieldOf?: Readonly<Record<string, FieldPath<Fields>>>;
  /** What the API refuses by a code alone, and the field that shows it. */
  ofCode?: Readonly<Record<string, { field: FieldPath<Fields>; message?: string }>>;
  /** An accepted form is left: its button stays busy until then. */
  leaves?: boolean;
  /** The field that is marked after an error, to be typed over. */
  retype?: FieldPath<Fields>;
};

/**
 * A form over an input of the API. What the API refuses is said at its field; where it has none here, `problem` holds
 * it. Whatever was typed stays until the form is accepted.
 */
export function useApiForm<Fields extends FieldValues, Input>(given: ApiFormOptions<Fields, Input>) {
  const { schema, begin, keep, leaves = false, retype } = given;
  const me = useMe();
  const [kept] = useState(() => keptFields(me, begin, keep ?? {}));
  const form = useForm<Fields, unknown, Input>({
    resolver: zodResolver(schema),
    defaultValues: kept.first as DefaultValues<Fields>,
  });
  const { subscribe, handleSubmit, setError, setFocus, formState } = form;
  const [problem, setProblem] = useState<ApiProblem>();
  const [accepted, setAccepted] = useState(false);
  useEffect(() => {
    const callback = ({ name, values }: { name?: string; values: Fields }) => kept.keep(name, name && values[name]);
    return subscribe({ formState: { values: true }, callback });
  }, [subscribe, kept]);

  function refuse(refused: ApiProblem) {
    const placed = placedProblems(given, refused);
    placed.forEach(({ name, message }, at) => {
      setError(name, { message }, { shouldFocus: at === 0 });
    });
    setProblem(placed.length ? undefined : refused);
    if (retype) setFocus(retype, { shouldSelect: true });
  }

  /** The handler of `onSubmit`: checks the input, sends it, and goes on with the answer where it was accepted. */
  function sends<Value>(
    send: (input: Input) => Promise<ApiAnswer<Value>>,
    done: (value: Value, input: Input) => unknown,
  ) {
    return handleSubmit(async (input) => {
      setProblem(undefined);
      const answer = await send(input);
      if (!answer.ok) return refuse(answer.problem);
      kept.forget();
      setAccepted(true);
      await done(answer.value, input);
    });
  }

  const busy = formState.isSubmitting || (leaves && accepted);
  return { ...form, errors: formState.errors, busy, problem, refuse, sends, forget: kept.forget };
}

type FieldMessage<Fields extends FieldValues> = { name: FieldPath<Fields>; message: string };

/** What an error says about fields that the form has. */
function placedProblems<Fields extends FieldValues, Input>(
  { begin, fieldOf = {}, ofCode = {} }: ApiFormOptions<Fields, Input>,
  { code, detail, fields }: ApiProblem,
): FieldMessage<Fields>[] {
  const known = ofCode[code];
  if (known) return [{ name: known.field, message: known.message ?? detail }];
  return fields.flatMap(({ field, message }) => {
    const name = placeOf(begin, field, fieldOf);
    return name ? [{ name, message }] : [];
  });
}

/** The field that a problem of the API is shown at: `domains` for `domains.0`; undefined where the form has none. */
function placeOf<Fields extends FieldValues>(
  begin: Fields,
  field: string,
  fieldOf: Readonly<Record<string, FieldPath<Fields>>>,
): FieldPath<Fields> | undefined {
  const [top = ''] = field.split('.');
  const named = fieldOf[field] ?? fieldOf[top];
  if (named) return named;
  if (!(top in begin)) return undefined;
  const value: unknown = begin[top];
  return (value && typeof value === 'object' && !Array.isArray(value) ? field : top) as FieldPath<Fields>;
}
