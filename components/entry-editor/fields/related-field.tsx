'use client';

import Link from 'next/link';
import { type RefObject, useRef } from 'react';
import { useController, useWatch } from 'react-hook-form';
import base from '#components/ui/base.module.css';
import { readableTitle } from '#components/ui/readable-title.ts';
import type { EntryFields } from '#lib/editorial/entries/contract/entry.ts';
import { MOST_RELATED } from '#lib/kernel/revision/limits.ts';
import type { RevisionText } from '#lib/kernel/revision/text.ts';
import { listProblem, sentence, useEntryForm } from '../form/entry-form.ts';
import { EntryPicker } from './entry-picker.tsx';
import styles from './fields.module.css';
import { ListButtons, moveByKeys } from './list-buttons.tsx';
import { useListFocus } from './use-list-focus.ts';
import { type NamedEntry, type Names, useTargets } from './use-names.ts';
import { useUndo } from './use-undo.tsx';

type RelatedLine = EntryFields['related'][number];
type Props = { names: Names; own: number | undefined; before: RevisionText | undefined };

/** The entries that the page leads to, in its order, and a search over the whole archive for more. */
export function RelatedField({ names, own, before }: Props) {
  const search = useRef<HTMLInputElement>(null);
  const { field, error, list, said, undo, moveTo, removeAt, add } = useRelated(names, search);
  useTargets(field.value, names);
  const taken = field.value.flatMap((item) => ('entry' in item ? [item.entry] : []));
  return (
    <fieldset className={styles.list} onKeyDown={undo.onKeyDown}>
      <legend>Related entries</legend>
      {field.value.length > 0 && (
        <ul ref={list} className={base.plainList}>
          {field.value.map((item, at) => (
            <RelatedRow
              key={keyOf(item)}
              {...{ item, at, names, before }}
              count={field.value.length}
              onMove={(to) => moveTo(at, to)}
              onRemove={() => removeAt(at)}
            />
          ))}
        </ul>
      )}
      <EntryPicker
        inputRef={(element) => {
          search.current = element;
          field.ref(element);
        }}
        label="Search the archive for a related entry"
        full={
          field.value.length >= MOST_RELATED
            ? `An entry can list at most ${MOST_RELATED}. Remove one to add another.`
            : undefined
        }
        without={own === undefined ? taken : [...taken, own]}
        onChoose={add}
        problem={sentence('Related', listProblem(error))}
      />
      {undo.offer}
      <p className={base.visuallyHidden} role="status">
        {said}
      </p>
    </fieldset>
  );
}

/** The list of related entries, and what can be done with it; what was done is said, and can be undone. */
function useRelated(names: Names, search: RefObject<HTMLInputElement | null>) {
  const { control, getValues } = useEntryForm();
  const { field, fieldState } = useController({ control, name: 'related' });
  const { list, said, say, focusRow, controlNow } = useListFocus();
  const undo = useUndo();
  const moveTo = (from: number, to: number) => {
    focusRow(to, controlNow());
    undo.forget();
    field.onChange(moved(field.value, from, to));
    say(`Related entry moved to position ${to + 1} of ${field.value.length}.`);
  };
  const removeAt = (at: number) => {
    if (field.value.length === 1) search.current?.focus();
    else focusRow(Math.min(at, field.value.length - 2), 'remove');
    const item = field.value[at];
    field.onChange(field.value.filter((_, other) => other !== at));
    say(`Related entry ${at + 1} removed.`);
    undo.remember(`Related entry ${at + 1} removed.`, () => {
      const now = getValues('related');
      if (item) field.onChange([...now.slice(0, at), item, ...now.slice(at)]);
      focusRow(at, 'remove');
      say(`Related entry ${at + 1} restored.`);
    });
  };
  const add = (entry: NamedEntry) => {
    names.learnEntries([entry]);
    undo.forget();
    field.onChange([...field.value, { entry: entry.id }]);
    say(`${readableTitle(entry.title)} added.`);
  };
  return { field, error: fieldState.error, list, said, undo, moveTo, removeAt, add };
}

type RowProps = {
  item: RelatedLine;
  at: number;
  count: number;
  names: Names;
  before: RevisionText | undefined;
  onMove(to: number): void;
  onRemove(): void;
};

function RelatedRow({ item, at, count, names, before, onMove, onRemove }: RowProps) {
  return (
    <li className={styles.relatedRow} onKeyDown={moveByKeys(at, count, onMove)}>
      <span className={styles.number} aria-hidden>
        {at + 1}.
      </span>
      <span className={styles.relatedText}>
        <RelatedText item={item} names={names} before={before} />
      </span>
      <span className={styles.buttons}>
        <ListButtons what={`related entry ${at + 1}`} at={at} count={count} onMove={onMove} onRemove={onRemove} />
      </span>
    </li>
  );
}

function RelatedText({ item, names, before }: { item: RelatedLine; names: Names; before: RevisionText | undefined }) {
  const { control } = useEntryForm();
  const contexts = useWatch({ control, name: 'contexts' });
  if ('missing' in item) {
    const known = before?.related.find((old) => 'missing' in old && old.missing === item.missing);
    return (
      <>
        {known && 'missing' in known ? known.label : item.missing}
        <small className={styles.relatedNote}>
          Not in the archive: {item.missing}. The page keeps the imported link.
        </small>
      </>
    );
  }
  const entry = names.entry(item.entry);
  const target = names.target(item.entry);
  const shared = target ? contexts.map(names.context).filter((name) => target.contexts.includes(name)) : [];
  return (
    <>
      <Link href={`/entries/${item.entry}`} target="_blank">
        <bdi>{entry ? readableTitle(entry.title) : `Entry ${item.entry}`}</bdi>
      </Link>
      <small className={styles.relatedNote}>
        {entry && <span className={`${base.tabular} ${base.nowrap}`}>{entry.day}</span>}
        {target === null && ' · Not published yet: it is listed once it is.'}
        {target && (shared.length ? ` · Shares ${shared.join(', ')}` : ' · Shares no context with this entry.')}
      </small>
    </>
  );
}

function keyOf(item: RelatedLine): string {
  return 'entry' in item ? `entry ${item.entry}` : `missing ${item.missing}`;
}

function moved<T>(items: readonly T[], from: number, to: number): T[] {
  const rest = items.filter((_, at) => at !== from);
  return [...rest.slice(0, to), ...items.slice(from, from + 1), ...rest.slice(to)];
}
