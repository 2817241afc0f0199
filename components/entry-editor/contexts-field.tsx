'use client';

import { Combobox, Input, Pill, PillsInput, useCombobox } from '@mantine/core';
import { useEffect, useId, useRef, useState } from 'react';
import { useController } from 'react-hook-form';
import { folded } from '#components/ui/folded.ts';
import { parseDay } from '#lib/domain/day.ts';
import type { EntryFields } from '#lib/schemas/entry.ts';
import { ContextOption } from './context-option.tsx';
import { listProblem, sentence, useEntryForm } from './entry-form.ts';
import type { Names } from './use-names.ts';
import { type FoundContext, useNewContext } from './use-new-context.ts';
import { useRemoteOptions } from './use-remote-options.ts';
import { useUndo } from './use-undo.tsx';

/** An address takes no more. */
const MOST_TEXT = 1000;
const MOST_COMPANY = 50;

const CREATE = 'create';
const CREATE_ALL_THE_SAME = 'create all the same';

/** The contexts of the entry: names from the vocabulary, found as they are typed, or added to it. */
export function ContextsField({ names }: { names: Names }) {
  const { control, getValues, setError } = useEntryForm();
  const { field, fieldState } = useController({ control, name: 'contexts' });
  const [typed, setTyped] = useState('');
  const [said, setSaid] = useState('');
  const undo = useUndo();
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() });
  const query = typed.trim();
  const found = useRemoteOptions<FoundContext>(`/contexts?${aboutEntry(getValues())}&q=`, query, query !== '');
  const settled = found.query === query && !found.loading;
  const options = query ? found.items.filter((item) => !field.value.includes(item.id)) : [];
  const exact = found.items.find((item) => [item.name, item.alias ?? ''].some((name) => folded(name) === folded(query)));
  const offersNew = query !== '' && settled && !exact && !found.problem;
  const chosenAlready = exact && field.value.includes(exact.id) ? exact : undefined;

  const add = (context: { id: number; name: string }) => {
    names.learnContexts([context]);
    undo.forget();
    if (!field.value.includes(context.id)) field.onChange([...field.value, context.id]);
    // What was typed while a new context was being made belongs to the next one.
    setTyped((now) => (now.trim() === query ? '' : now));
    setSaid(`${context.name} added.`);
    combobox.closeDropdown();
  };
  const creating = useNewContext(query, { onMade: add, onProblem: (message) => setError('contexts', { type: 'server', message }) });
  const { near } = creating;

  // The first option is chosen as soon as the answer to what stands in the field is here, and the closest name where there are some.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the answer is the event, the combobox only its means
  useEffect(() => {
    if (settled) combobox.selectFirstOption();
  }, [settled, query, near]);

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
  const choose = (value: string) => {
    if (value === CREATE) void creating.make(false);
    else if (value === CREATE_ALL_THE_SAME) void creating.make(true);
    else {
      const option = (creating.near ?? options).find((item) => String(item.id) === value);
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
          {near && (
            <Combobox.Options aria-label="Close names">
              <Combobox.Group label={`“${query}” may be there already. Take it:`}>
                {near.map((item) => (
                  <Combobox.Option key={item.id} value={String(item.id)}>
                    <ContextOption context={item} />
                  </Combobox.Option>
                ))}
              </Combobox.Group>
              <Combobox.Option value={CREATE_ALL_THE_SAME} disabled={creating.busy}>
                Create “{query}” all the same
              </Combobox.Option>
            </Combobox.Options>
          )}
          {!near && (options.length > 0 || offersNew) && (
            <Combobox.Options aria-label="Contexts found">
              {options.map((item) => (
                <Combobox.Option key={item.id} value={String(item.id)}>
                  <ContextOption context={item} />
                </Combobox.Option>
              ))}
              {offersNew && (
                <Combobox.Option value={CREATE} disabled={creating.busy}>
                  Create the context “{query}”
                </Combobox.Option>
              )}
            </Combobox.Options>
          )}
          {!near && options.length === 0 && !offersNew && (
            <Combobox.Empty>{found.problem ?? (chosenAlready ? `${chosenAlready.name} is chosen already.` : 'Looking…')}</Combobox.Empty>
          )}
        </Combobox.Dropdown>
      </Combobox>
      <Input.Description mt={4}>What the event belongs to. Backspace removes the last. {undo.offer}</Input.Description>
      <p className="visually-hidden" role="status">
        {said}
      </p>
    </div>
  );
}

/** What the entry is about, so far: contexts that fit it are found first. */
function aboutEntry({ day, headline, summary, contexts }: EntryFields): URLSearchParams {
  const about = new URLSearchParams({ text: `${headline} ${summary}`.slice(0, MOST_TEXT).toWellFormed() });
  if (parseDay(day)) about.set('date', day);
  if (contexts.length) about.set('with', contexts.slice(0, MOST_COMPANY).join());
  return about;
}
