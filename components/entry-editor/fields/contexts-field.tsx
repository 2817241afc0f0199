'use client';

import { Combobox, Input, Pill, PillsInput } from '@mantine/core';
import { useId, useRef } from 'react';
import { onKeys } from '#components/keys/on-keys.ts';
import base from '#components/ui/base.module.css';
import { listProblem, sentence } from '../form/entry-form.ts';
import { ContextOption } from './context-option.tsx';
import styles from './fields.module.css';
import { CREATE, CREATE_ALL_THE_SAME, useContextChoice } from './use-context-choice.ts';
import type { Names } from './use-names.ts';
import type { FoundContext, WaitingContexts } from './use-new-context.ts';

type Props = { names: Names; waiting: WaitingContexts; isSaved: boolean };
type Choice = ReturnType<typeof useContextChoice>;

/**
 * The contexts of the entry: names from the vocabulary, found as they are typed, or added to it; with the first save
 * (`waiting`) where there was none yet.
 */
export function ContextsField({ names, waiting, isSaved }: Props) {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const choice = useContextChoice({ names, waiting, isSaved, input });
  const { chosen, combobox } = choice;
  const problem = sentence('Contexts', listProblem(chosen.error));
  return (
    <div>
      <Combobox store={combobox} onOptionSubmit={choice.choose} withinPortal={false}>
        <Combobox.DropdownTarget>
          <PillsInput
            classNames={{ input: styles.contextsInput }}
            label="Contexts"
            id={id}
            error={problem}
            errorProps={{ id: `${id}-error` }}
            inputWrapperOrder={['label', 'input', 'error']}
            onClick={() => input.current?.focus()}
          >
            <Pill.Group>
              {chosen.ids.map((context) => (
                <ContextPill key={context} name={names.context(context)} onRemove={() => chosen.remove(context)} />
              ))}
              {waiting.names.map((name) => (
                <ContextPill key={name} name={name} isNew onRemove={() => chosen.removeWaiting(name)} />
              ))}
              <Combobox.EventsTarget withExpandedAttribute>
                <PillsInput.Field
                  classNames={{ field: styles.contextsTyped }}
                  {...fieldProps(choice, { input, waiting: waiting.names })}
                  aria-invalid={Boolean(problem)}
                  aria-describedby={problem ? `${id}-error` : undefined}
                />
              </Combobox.EventsTarget>
            </Pill.Group>
          </PillsInput>
        </Combobox.DropdownTarget>
        <Combobox.Dropdown hidden={choice.query === ''}>
          {choice.near ? (
            <CloseNames near={choice.near} query={choice.query} busy={choice.busy} />
          ) : (
            <ContextsFound choice={choice} />
          )}
        </Combobox.Dropdown>
      </Combobox>
      <Input.Description mt={4}>
        What this entry is about. Backspace removes the last one. {chosen.undo.offer}
      </Input.Description>
      <p className={base.visuallyHidden} role="status">
        {chosen.said}
      </p>
    </div>
  );
}

type ContextInput = { input: React.RefObject<HTMLInputElement | null>; waiting: readonly string[] };

/** The field where names are typed. Backspace in the empty field removes the last name. */
function fieldProps({ typed, type, chosen, combobox }: Choice, { input, waiting }: ContextInput) {
  const eraseLast = onKeys([
    'Backspace',
    () => {
      const [last, lastWaiting] = [chosen.ids.at(-1), waiting.at(-1)];
      if (typed !== '' || (last ?? lastWaiting) === undefined) return false;
      if (lastWaiting !== undefined) chosen.removeWaiting(lastWaiting);
      else if (last !== undefined) chosen.remove(last);
      return true;
    },
  ]);
  return {
    ref: (element: HTMLInputElement | null) => {
      input.current = element;
      chosen.field.ref(element);
    },
    role: 'combobox',
    'aria-autocomplete': 'list' as const,
    value: typed,
    placeholder: chosen.ids.length ? 'Add another' : 'Type a name',
    onBlur: () => {
      chosen.field.onBlur();
      combobox.closeDropdown();
    },
    onChange: (event: React.ChangeEvent<HTMLInputElement>) => type(event.currentTarget.value),
    onKeyDown: (event: React.KeyboardEvent<HTMLInputElement>) => {
      chosen.undo.onKeyDown(event);
      eraseLast(event);
    },
  };
}

function ContextPill({ name, isNew = false, onRemove }: { name: string; isNew?: boolean; onRemove(): void }) {
  return (
    <Pill
      classNames={{ root: styles.contextPill, remove: styles.contextPillRemove }}
      withRemoveButton
      size="md"
      onRemove={onRemove}
      removeButtonProps={{ 'aria-label': `Remove ${name}`, tabIndex: 0, 'aria-hidden': false }}
    >
      <bdi>{name}</bdi>
      {isNew && ' (new)'}
    </Pill>
  );
}

/** Names that look like the one that is typed: a second spelling is the usual mistake. */
function CloseNames({ near, query, busy }: { near: readonly FoundContext[]; query: string; busy: boolean }) {
  return (
    <Combobox.Options aria-label="Similar names">
      <Combobox.Group label={`“${query}” may already exist. Use it:`}>
        {near.map((item) => (
          <Combobox.Option key={item.id} value={String(item.id)}>
            <ContextOption context={item} />
          </Combobox.Option>
        ))}
      </Combobox.Group>
      <Combobox.Option value={CREATE_ALL_THE_SAME} disabled={busy}>
        Create “{query}” anyway
      </Combobox.Option>
    </Combobox.Options>
  );
}

function ContextsFound({ choice: { found, query, busy } }: { choice: Choice }) {
  if (!found.options.length && !found.offersNew) return <Combobox.Empty>{found.emptyWords}</Combobox.Empty>;
  return (
    <Combobox.Options aria-label="Contexts found">
      {found.options.map((item) => (
        <Combobox.Option key={item.id} value={String(item.id)}>
          <ContextOption context={item} />
        </Combobox.Option>
      ))}
      {found.offersNew && (
        <Combobox.Option value={CREATE} disabled={busy}>
          Create context “{query}”
        </Combobox.Option>
      )}
    </Combobox.Options>
  );
}
