'use client';

import { Button } from '@mantine/core';
import { useRouter } from 'next/navigation';
import { useEffect, useId, useRef, useState } from 'react';
import base from '#components/ui/base.module.css';
import { dayName, shortDayName } from '#lib/kernel/day-names.ts';
import { useUndo } from '../fields/use-undo.tsx';
import styles from './entry-help.module.css';
import type { LikelyDuplicate } from './suggestions.ts';
import type { Dismissals } from './use-dismissals.ts';
import type { SuggestAnswer } from './use-suggestions.ts';

type Props = {
  answer: SuggestAnswer | undefined;
  own: number | undefined;
  dismissals: Dismissals;
  /** The text went to review just now or before: what is open about it is said more clearly. */
  submitted: boolean;
  /** Saves what is not saved yet; whose id it then has, or undefined where that could not be. */
  onSaved(): Promise<number | undefined>;
  say(said: string): void;
};

/**
 * Entries that may tell the same event: one calm line in a place that is kept for it, which opens to what can be done.
 * It never stands in the way of a save.
 */
export function LikelyDuplicates({ answer, own, dismissals, submitted, onSaved, say }: Props) {
  const [opened, setOpened] = useState(false);
  const undo = useUndo();
  const id = useId();
  const line = useRef<HTMLButtonElement>(null);
  const found = (answer?.suggestions.duplicates ?? []).filter(
    ({ entry }) => entry !== own && !dismissals.has('duplicate', entry),
  );
  const [first] = found;
  useTold(first, submitted, say);
  const dismiss = (duplicate: LikelyDuplicate) => {
    if (found.length > 1) line.current?.focus();
    else setOpened(false);
    dismissals.dismiss('duplicate', duplicate.entry);
    say('Marked as not the same event.');
    undo.remember('Marked as not the same event.', () => {
      dismissals.undo('duplicate', duplicate.entry);
      say('Undone.');
    });
  };
  if (!first) return <p className={styles.sameLine}>{undo.offer ?? (answer ? 'No likely duplicates.' : '')}</p>;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: takes back with Ctrl+Z what a button in it did
    <div className={styles.same} data-submitted={submitted} onKeyDown={undo.onKeyDown}>
      <button
        ref={line}
        type="button"
        className={styles.sameLine}
        aria-expanded={opened}
        aria-controls={id}
        onClick={() => setOpened(!opened)}
      >
        <b className={styles.sameMore}>{submitted ? 'Submitted, but may be a duplicate:' : 'May be a duplicate:'}</b>
        <span className={styles.sameWords}>
          “<bdi>{first.headline}</bdi>”
        </span>
        <span className={`${styles.sameMore} ${base.tabular}`}>
          {shortDayName(first.day)}
          {found.length > 1 && ` and ${found.length - 1} more`}
        </span>
        <span aria-hidden className={styles.sameMark} />
      </button>
      <div id={id} hidden={!opened}>
        <ul className={base.plainList}>
          {found.map((duplicate) => (
            <Duplicate
              key={duplicate.entry}
              duplicate={duplicate}
              own={own}
              onSaved={onSaved}
              onDismiss={() => dismiss(duplicate)}
            />
          ))}
        </ul>
        {undo.offer}
      </div>
    </div>
  );
}

type DuplicateProps = {
  duplicate: LikelyDuplicate;
  own: number | undefined;
  onSaved(): Promise<number | undefined>;
  onDismiss(): void;
};

function Duplicate({ duplicate: { entry, headline, day, path, reason }, own, onSaved, onDismiss }: DuplicateProps) {
  const router = useRouter();
  const [failed, setFailed] = useState(false);
  const merge = async () => {
    const mine = await onSaved();
    setFailed(mine === undefined);
    if (mine !== undefined) router.push(`/entries/${entry}/merge?with=${mine}`);
  };
  return (
    <li className={styles.sameEntry}>
      <p>
        <bdi>{headline}</bdi>
        <small className={styles.reason}>
          {dayName(day)} · {path ? 'published' : 'not published yet'} · <bdi>{reason}</bdi>
        </small>
      </p>
      <div className={styles.sameWays}>
        <Button
          component="a"
          href={`/entries/${entry}`}
          target="_blank"
          rel="noopener"
          size="compact-sm"
          variant="default"
        >
          Open
        </Button>
        <Button size="compact-sm" variant="default" onClick={() => void merge()}>
          {own === undefined ? 'Save, then merge into it' : 'Merge into it'}
        </Button>
        <Button size="compact-sm" variant="default" onClick={onDismiss}>
          Not the same
        </Button>
      </div>
      {failed && (
        <p role="alert">This entry could not be saved, so it cannot be merged yet. See what is missing above.</p>
      )}
    </li>
  );
}

/** Says a new likeliest one once, and again when the text was submitted all the same. */
function useTold(first: LikelyDuplicate | undefined, submitted: boolean, say: (said: string) => void): void {
  const told = useRef('');
  useEffect(() => {
    const now = first ? `${first.entry} ${submitted}` : '';
    if (now && now !== told.current)
      say(`${submitted ? 'Submitted, but ' : ''}“${first?.headline}” may be a duplicate.`);
    told.current = now || told.current;
  }, [first, submitted, say]);
}
