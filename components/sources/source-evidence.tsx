'use client';

import Link from 'next/link';
import { Fragment, useEffect, useRef } from 'react';
import { readableTitle } from '#components/ui/readable-title.ts';
import { shortDayName } from '#lib/kernel/day-names.ts';
import { isSameAddress } from '#lib/kernel/text/normal-address.ts';
import type { SourceLookup } from '#lib/sources/queries/source-lookup.ts';
import { OutsideLink } from './outside-link.tsx';
import styles from './sources.module.css';
import { reasonWords, STATUS_NAMES } from './status-words.ts';
import { useSourceLookup } from './use-source-lookup.ts';

type Props = {
  url: string;
  /** The entry that it status in, once it has an id. */
  entry?: number | undefined;
  /** The other addresses of the entry. */
  others?: readonly string[];
  /** Told once of the publisher that an address proposes, after it was changed. */
  onPublisher?: (name: string) => void;
};

/**
 * What the archive knows of an address as it is typed or pasted: that it status here twice, how it answers, and which
 * entries have it already. Its line keeps its place while it is empty, so nothing moves when an answer comes.
 */
export function SourceEvidence({ url, entry, others = [], onPublisher }: Props) {
  const lookup = useSourceLookup(url, entry);
  const first = useRef(url.trim());
  const isChanged = url.trim() !== first.current;
  const tell = useRef(onPublisher);
  tell.current = onPublisher;
  const name = lookup?.publisher?.name;
  useEffect(() => {
    if (isChanged && name) tell.current?.(name);
  }, [isChanged, name]);
  const notes = [
    ...(others.some((other) => isSameAddress(other, url))
      ? [<strong key="twice">This entry has the same address twice.</strong>]
      : []),
    ...(lookup ? notesOf(lookup) : []),
  ];
  return (
    <p className={styles.evidence} aria-live={isChanged ? 'polite' : 'off'}>
      {notes.map((note) => (
        <Fragment key={note.key}>
          <bdi>{note}</bdi>{' '}
        </Fragment>
      ))}
    </p>
  );
}

/** As many as one line mostly holds. */
const MOST_NAMED = 2;
const WORTH_A_WORD = new Set(['dead', 'redirected', 'unreachable']);

function notesOf({ evidence, reusedIn, more }: SourceLookup) {
  const notes = [];
  if (evidence && WORTH_A_WORD.has(evidence.status)) {
    notes.push(
      <span key="status">
        <strong>{STATUS_NAMES[evidence.status]}.</strong> {reasonWords(evidence)}
        {evidence.redirect && (
          <>
            It redirects to <OutsideLink url={evidence.redirect} />.
          </>
        )}
      </span>,
    );
  }
  if (evidence?.archived) notes.push(<OutsideLink key="archived" url={evidence.archived} text="Archived copy" />);
  if (reusedIn.length) {
    notes.push(
      <span key="reuse">
        Also in:{' '}
        {reusedIn.slice(0, MOST_NAMED).map((entry, at) => (
          <Fragment key={entry.entry}>
            {at > 0 && '; '}
            <Link href={`/entries/${entry.entry}`} prefetch={false}>
              <bdi>{readableTitle(entry.title)}</bdi>
            </Link>
            , {shortDayName(entry.day)}
            {entry.status === 'proposed' && ' (proposed)'}
          </Fragment>
        ))}
        {restWords(reusedIn.length - MOST_NAMED, more)}
      </span>,
    );
  }
  return notes;
}

function restWords(rest: number, more: boolean): string {
  if (more) return ` and more than ${rest} others.`;
  return rest > 0 ? ` and ${rest} more.` : '.';
}
