'use client';

import { Button } from '@mantine/core';
import { useId } from 'react';
import { useController } from 'react-hook-form';
import { dayName } from '#lib/kernel/day-names.ts';
import { MOST_RELATED } from '#lib/kernel/revision/limits.ts';
import type { Names } from '../fields/use-names.ts';
import { useUndo } from '../fields/use-undo.tsx';
import { useEntryForm } from '../form/entry-form.ts';
import { DismissButton } from './dismiss-button.tsx';
import styles from './entry-help.module.css';
import { emptyWords, PlacesToolbar } from './places-toolbar.tsx';
import type { ProposedEntry } from './suggestions.ts';
import { useArea } from './use-area.ts';
import type { Dismissals } from './use-dismissals.ts';
import { usePlaces } from './use-places.ts';
import type { SuggestAnswer } from './use-suggestions.ts';

const PLACES = 5;

type Props = {
  answer: SuggestAnswer | undefined;
  own: number | undefined;
  names: Names;
  dismissals: Dismissals;
  say(said: string): void;
};

/** The published entries that this entry may lead to, each with its reason. What is added is last in the list. */
export function ProposedRelated({ answer, own, names, dismissals, say }: Props) {
  const { places, holding } = usePlaces(answer, relatedIn, idOf, PLACES);
  const id = useId();
  const { open, full, undo, ways } = useOpenEntries(places, { own, names, dismissals, say });
  return (
    <>
      <div className={styles.head}>
        <span id={`${id}-name`} className={styles.title}>
          Suggested related entries
        </span>
      </div>
      <PlacesToolbar
        area={ways.area}
        className={styles.related}
        named={`${id}-name`}
        vertical
        open={open}
        empty={emptyWords(places.some(Boolean), answer !== undefined)}
        holding={holding}
        onKeyDowns={[undo.onKeyDown, ways.onKeyDown]}
      >
        {(entry, at) => <ProposedLine entry={entry} at={at} id={`${id}-${at}`} full={full} ways={ways} />}
      </PlacesToolbar>
      <p className={styles.line}>{undo.offer ?? (full ? FULL : '')}</p>
    </>
  );
}

const FULL = `An entry can list at most ${MOST_RELATED}. Remove one to add another.`;

/** The proposals that nobody took or dismissed yet, and what can be done with them. */
function useOpenEntries(
  places: readonly (ProposedEntry | undefined)[],
  { own, names, dismissals, say }: Omit<Props, 'answer'>,
) {
  const { control, setFocus } = useEntryForm();
  const { field } = useController({ control, name: 'related' });
  const undo = useUndo();
  const full = field.value.length >= MOST_RELATED;
  const taken = new Set(field.value.flatMap((item) => ('entry' in item ? [item.entry] : [])));
  const open = places.map((entry) =>
    entry && entry.entry !== own && !taken.has(entry.entry) && !dismissals.has('related', entry.entry)
      ? entry
      : undefined,
  );
  const add = (entry: ProposedEntry) => {
    if (full) return say(FULL);
    undo.forget();
    names.learnEntries([{ id: entry.entry, title: entry.headline, day: entry.day, path: entry.path }]);
    field.onChange([...field.value, { entry: entry.entry }]);
    say(`${entry.headline} added.`);
  };
  const dismiss = (entry: ProposedEntry) => {
    dismissals.dismiss('related', entry.entry);
    say('It will not be suggested again.');
    undo.remember(`“${shortened(entry.headline)}” will not be suggested again.`, () => {
      dismissals.undo('related', entry.entry);
      say('It can be suggested again.');
    });
  };
  const ways = useArea({
    filled: open.map(Boolean),
    take: (at) => open[at] && add(open[at]),
    dismiss: (at) => open[at] && dismiss(open[at]),
    leave: () => setFocus('related'),
  });
  return { open, full, undo, ways };
}

type LineProps = { entry: ProposedEntry; at: number; id: string; full: boolean; ways: ReturnType<typeof useArea> };

function ProposedLine({ entry, at, id, full, ways }: LineProps) {
  return (
    <div className={styles.event}>
      <Button
        size="compact-sm"
        variant="default"
        disabled={full}
        aria-label={`Add ${entry.headline}`}
        aria-describedby={id}
        aria-keyshortcuts="Delete"
        {...ways.place(at)}
      >
        Add
      </Button>
      <div>
        <a
          className={styles.eventTitle}
          href={`/entries/${entry.entry}`}
          target="_blank"
          rel="noopener"
          title={entry.headline}
        >
          <bdi>{entry.headline}</bdi>
        </a>
        <small id={id} className={styles.reason} title={entry.reason}>
          {dayName(entry.day)} · <bdi>{entry.reason}</bdi>
        </small>
      </div>
      <DismissButton label={`Dismiss ${entry.headline}`} onDismiss={() => ways.dismiss(at)} />
    </div>
  );
}

function shortened(headline: string): string {
  return headline.length > 60 ? `${headline.slice(0, 57).trimEnd()}…` : headline;
}

const relatedIn = ({ suggestions }: SuggestAnswer) => suggestions.related;
const idOf = (entry: ProposedEntry) => entry.entry;
