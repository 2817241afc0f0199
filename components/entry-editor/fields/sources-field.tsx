'use client';

import { ActionIcon, Button, TextInput } from '@mantine/core';
import { IconExternalLink, IconPlus } from '@tabler/icons-react';
import { type RefObject, useRef } from 'react';
import { useFieldArray, useWatch } from 'react-hook-form';
import { SourceEvidence } from '#components/sources/source-evidence.tsx';
import base from '#components/ui/base.module.css';
import type { EntryFields } from '#lib/editorial/entries/contract/entry.ts';
import { addressNote } from '#lib/kernel/text/reader-note.ts';
import { pastedAddresses } from '#lib/sources/rules/pasted-addresses.ts';
import { proposedPublisher } from '#lib/sources/rules/publisher.ts';
import entryEditor from '../entry-editor.module.css';
import { listProblem, sentence, useEntryForm } from '../form/entry-form.ts';
import styles from './fields.module.css';
import { ListButtons, moveByKeys } from './list-buttons.tsx';
import { useListFocus } from './use-list-focus.ts';
import { useUndo } from './use-undo.tsx';

/** The sources that prove the entry, in the order of the page. `own` is the entry's id, once it has one. */
export function SourcesField({ own }: { own: number | undefined }) {
  const { formState } = useEntryForm();
  const add = useRef<HTMLButtonElement>(null);
  const { fields, list, said, undo, addRow, moveTo, removeAt, addAddresses } = useSources(add);
  const problem =
    formState.errors.sources?.root?.message ??
    (Array.isArray(formState.errors.sources) ? undefined : listProblem(formState.errors.sources));
  return (
    <fieldset className={styles.list} onKeyDown={undo.onKeyDown}>
      <legend>Sources</legend>
      {fields.length > 0 && (
        <ul ref={list} className={base.plainList}>
          {fields.map((row, at) => (
            <SourceRow
              key={row.id}
              own={own}
              at={at}
              count={fields.length}
              onMove={(to) => moveTo(at, to)}
              onRemove={() => removeAt(at)}
              onAddresses={(addresses) => addAddresses(at, addresses)}
            />
          ))}
        </ul>
      )}
      {problem && <p className={entryEditor.problem}>{sentence('Sources', problem)}</p>}
      <Button
        ref={add}
        variant="default"
        size="compact-sm"
        leftSection={<IconPlus size={14} aria-hidden />}
        onClick={addRow}
      >
        Add a source
      </Button>
      {undo.offer}
      <p className={base.visuallyHidden} role="status">
        {said}
      </p>
    </fieldset>
  );
}

/** The list of sources, and what can be done with it; what was done is said, and can be undone. */
function useSources(add: RefObject<HTMLButtonElement | null>) {
  const { control, getValues } = useEntryForm();
  const { fields, append, insert, move, remove, replace } = useFieldArray({ control, name: 'sources' });
  const { list, said, say, focusRow, controlNow } = useListFocus();
  const undo = useUndo();
  const addRow = () => {
    undo.forget();
    append({ name: '', url: '' }, { focusName: `sources.${fields.length}.url` });
  };
  const moveTo = (from: number, to: number) => {
    focusRow(to, controlNow());
    undo.forget();
    move(from, to);
    say(`Source moved to position ${to + 1} of ${fields.length}.`);
  };
  const removeAt = (at: number) => {
    if (fields.length === 1) add.current?.focus();
    else focusRow(Math.min(at, fields.length - 2), 'remove');
    const source = getValues(`sources.${at}`);
    remove(at);
    say(`Source ${at + 1} removed.`);
    undo.remember(`Source ${at + 1} removed.`, () => {
      insert(at, source, { shouldFocus: false });
      focusRow(at, 'remove');
      say(`Source ${at + 1} restored.`);
    });
  };
  /** Several addresses that were pasted into one row become a row each. */
  const addAddresses = (at: number, addresses: readonly string[]) => {
    const before = getValues('sources');
    const rows = rowsOf(before[at], addresses);
    replace([...before.slice(0, at), ...rows, ...before.slice(at + 1)]);
    focusRow(at + rows.length - 1, 'url');
    say(`${addresses.length} sources added.`);
    undo.remember(`${addresses.length} sources added.`, () => {
      replace(before);
      focusRow(at, 'url');
      say('Pasted sources removed.');
    });
  };
  return { fields, list, said, undo, addRow, moveTo, removeAt, addAddresses };
}

type Source = EntryFields['sources'][number];

/**
 * The row in which addresses were pasted, and a row for each of the others; where it had an address already, it stays
 * as it is.
 */
function rowsOf(row: Source | undefined, addresses: readonly string[]): Source[] {
  const [first = '', ...others] = row?.url.trim() ? ['', ...addresses] : addresses;
  const own = first ? [{ name: row?.name || (proposedPublisher(first) ?? ''), url: first }] : row ? [row] : [];
  return [...own, ...others.map((address) => ({ name: proposedPublisher(address) ?? '', url: address }))];
}

type RowProps = {
  own: number | undefined;
  at: number;
  count: number;
  onMove(to: number): void;
  onRemove(): void;
  onAddresses(addresses: readonly string[]): void;
};

function SourceRow({ own, at, count, onMove, onRemove, onAddresses }: RowProps) {
  const { control, formState } = useEntryForm();
  const sources = useWatch({ control, name: 'sources' });
  const source = sources[at];
  const problem = formState.errors.sources?.[at];
  const { propose, url, name } = useProposedPublisher(at, source);
  const label = `Source ${at + 1}`;
  return (
    <li className={styles.sourceRow} onKeyDown={moveByKeys(at, count, onMove)}>
      <span className={styles.number} aria-hidden>
        {at + 1}.
      </span>
      <TextInput
        {...url}
        aria-label={`${label}: address`}
        onPaste={(event) => {
          const addresses = pastedAddresses(event.clipboardData.getData('text/plain'));
          if (!addresses || source?.cover) return;
          event.preventDefault();
          onAddresses(addresses);
        }}
        placeholder="https://…"
        type="text"
        inputMode="url"
        autoComplete="off"
        autoCapitalize="off"
        spellCheck={false}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        description={addressNote(source?.url ?? '')}
        error={sentence('The address', problem?.url?.message)}
      />
      <TextInput
        {...name}
        aria-label={`${label}: publisher`}
        placeholder="Publisher"
        autoComplete="off"
        readOnly={source?.cover === true}
        description={source?.cover ? 'Cover image: listed last' : undefined}
        error={sentence('The publisher', problem?.name?.message)}
      />
      <span className={styles.buttons}>
        <OpenLink url={source?.url ?? ''} label={label} />
        <ListButtons what={`source ${at + 1}`} at={at} count={count} onMove={onMove} onRemove={onRemove} />
      </span>
      <SourceEvidence
        url={source?.url ?? ''}
        entry={own}
        others={sources.filter((_, other) => other !== at).map(({ url }) => url)}
        onPublisher={propose}
      />
    </li>
  );
}

/** A publisher is proposed from the address, until a person writes one. */
function useProposedPublisher(at: number, source: Source | undefined) {
  const { register, formState, getValues, setValue } = useEntryForm();
  // What this row proposed last; null from when a person wrote the name, even where both say the same.
  const proposed = useRef<string | null>(proposedPublisher(source?.url ?? ''));
  const propose = (name: string | undefined) => {
    const now = getValues(`sources.${at}.name`);
    if (!name || source?.cover || (now !== '' && now !== proposed.current)) return;
    proposed.current = name;
    setValue(`sources.${at}.name`, name, { shouldDirty: true, shouldValidate: formState.isSubmitted });
  };
  const url = register(`sources.${at}.url`, {
    onChange: (entry: { target: { value: string } }) => propose(publisherOf(entry.target.value.trim())),
  });
  const name = register(`sources.${at}.name`, {
    onChange: () => {
      proposed.current = null;
    },
  });
  return { propose, url, name };
}

/** Nobody is named from what is no single address. */
function publisherOf(address: string): string | undefined {
  return /\s/.test(address) ? undefined : proposedPublisher(address);
}

/** Leads to an address that the schema would take; anything else is not a link. */
function OpenLink({ url, label }: { url: string; label: string }) {
  const address = url.trim();
  if (!/^https?:\/\/[^/]/i.test(address) || !URL.canParse(address)) return null;
  return (
    <ActionIcon
      component="a"
      href={address}
      target="_blank"
      rel="noopener noreferrer"
      color="gray"
      aria-label={`Open ${label.toLowerCase()} in a new tab`}
    >
      <IconExternalLink size={16} aria-hidden />
    </ActionIcon>
  );
}
