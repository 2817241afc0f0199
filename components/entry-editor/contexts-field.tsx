'use client';

import { Combobox, Input, Pill, PillsInput, useCombobox } from '@mantine/core';
import { useEffect, useId, useRef, useState } from 'react';
import { useController } from 'react-hook-form';
import { callApi } from '#components/api-client.ts';
import { folded } from '#components/ui/folded.ts';
import { listProblem, sentence, useEntryForm } from './entry-form.ts';
import type { Names } from './use-names.ts';
import { useRemoteOptions } from './use-remote-options.ts';
import { useUndo } from './use-undo.tsx';

type Found = { id: number; name: string; alias: string | null };

const CREATE = 'create';

/** The contexts of the entry: names from the vocabulary, found as they are typed, or added to it. */
export function ContextsField({ names }: { names: Names }) {
  const { control, getValues, setError } = useEntryForm();
  const { field, fieldState } = useController({ control, name: 'contexts' });
  const [typed, setTyped] = useState('');
  const [said, setSaid] = useState('');
  const [making, setMaking] = useState(false);
  const undo = useUndo();
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() });
  const query = typed.trim();
  const found = useRemoteOptions<Found>('/contexts?q=', query, query !== '');
  const settled = found.query === query && !found.loading;
  const options = query ? found.items.filter((item) => !field.value.includes(item.id)) : [];
  const exact = found.items.find((item) => [item.name, item.alias ?? ''].some((name) => folded(name) === folded(query)));
  const offersNew = query !== '' && settled && !exact && !found.problem;
  const chosenAlready = exact && field.value.includes(exact.id) ? exact : undefined;

  // The first option is chosen as soon as the answer to what stands in the field is here.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the answer is the event, the combobox only its means
  useEffect(() => {
    if (settled) combobox.selectFirstOption();
  }, [settled, query]);

  const add = (context: { id: number; name: string }) => {
    names.learnContexts([context]);
    undo.forget();
    if (!field.value.includes(context.id)) field.onChange([...field.value, context.id]);
    // What was typed while a new context was being made belongs to the next one.
    setTyped((now) => (now.trim() === query ? '' : now));
    setSaid(`${context.name} added.`);
    combobox.closeDropdown();
  };
  const remove = (context: number) => {
    const at = field.value.indexOf(context);
    field.onChange(field.value.filter((other) => other !== context));
    setSaid(`${names.context(context)} removed.`);
    undo.remember(`${names.context(context)} removed.`, () => {
      const now = getValues('contexts').filter((other) => other !== context);
      field.onChange([...now.slice(0, at), context, ...now.slice(at)]);
      setSaid(`${names.context(context)} is back.`);
      input.current?.focus();
    });
    input.current?.focus();
  };
  const create = async () => {
    setMaking(true);
    const answer = await callApi<{ id: number; name: string }>('POST', '/contexts', { name: query });
    setMaking(false);
    if (answer.ok) add(answer.value);
    else setError('contexts', { type: 'server', message: `could not take “${query}”. ${answer.problem.detail}` });
  };
  const choose = (value: string) => {
    if (value === CREATE) void create();
    else {
      const option = options.find((item) => String(item.id) === value);
      if (option) add(option);
    }
  };
  const problem = sentence('Contexts', listProblem(fieldState.error));
  return (
    <div>
      <Combobox store={combobox} onOptionSubmit={choose} withinPortal={false}>
        <Combobox.DropdownTarget>
          <PillsInput
            label="Contexts"
            id={id}
            error={problem}
            errorProps={{ id: `${id}-error` }}
            inputWrapperOrder={['label', 'input', 'error']}
            onClick={() => input.current?.focus()}
          >
            <Pill.Group>
              {field.value.map((context) => (
                <Pill
                  key={context}
                  withRemoveButton
                  size="md"
                  onRemove={() => remove(context)}
                  removeButtonProps={{ 'aria-label': `Remove ${names.context(context)}`, tabIndex: 0, 'aria-hidden': false }}
                >
                  {names.context(context)}
                </Pill>
              ))}
              <Combobox.EventsTarget withExpandedAttribute>
                <PillsInput.Field
                  ref={(element) => {
                    input.current = element;
                    field.ref(element);
                  }}
                  role="combobox"
                  aria-autocomplete="list"
                  aria-invalid={Boolean(problem)}
                  aria-describedby={problem ? `${id}-error` : undefined}
                  value={typed}
                  placeholder={field.value.length ? 'Add another' : 'Type a name'}
                  onBlur={() => {
                    field.onBlur();
                    combobox.closeDropdown();
                  }}
                  onChange={(event) => {
                    setTyped(event.currentTarget.value);
                    if (event.currentTarget.value.trim()) combobox.openDropdown();
                    else combobox.closeDropdown();
                  }}
                  onKeyDown={(event) => {
                    undo.onKeyDown(event);
                    const last = field.value.at(-1);
                    if (event.key === 'Backspace' && typed === '' && last !== undefined) {
                      event.preventDefault();
                      remove(last);
                    }
                  }}
                />
              </Combobox.EventsTarget>
            </Pill.Group>
          </PillsInput>
        </Combobox.DropdownTarget>
        <Combobox.Dropdown hidden={query === ''}>
          {(options.length > 0 || offersNew) && (
            <Combobox.Options aria-label="Contexts found">
              {options.map((item) => (
                <Combobox.Option key={item.id} value={String(item.id)}>
                  {item.alias ? (
                    <>
                      {item.alias} <span aria-hidden>→</span> <span className="visually-hidden">is</span> <b>{item.name}</b>
                    </>
                  ) : (
                    item.name
                  )}
                </Combobox.Option>
              ))}
              {offersNew && (
                <Combobox.Option value={CREATE} disabled={making}>
                  Create the context “{query}”
                </Combobox.Option>
              )}
            </Combobox.Options>
          )}
          {options.length === 0 && !offersNew && <Combobox.Empty>{found.problem ?? (chosenAlready ? `${chosenAlready.name} is chosen already.` : 'Looking…')}</Combobox.Empty>}
        </Combobox.Dropdown>
      </Combobox>
      <Input.Description mt={4}>What the event belongs to. Backspace removes the last. {undo.offer}</Input.Description>
      <p className="visually-hidden" role="status">
        {said}
      </p>
    </div>
  );
}
