'use client';

import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import Link from 'next/link';
import { useState } from 'react';
import { callApi } from '#components/api-client.ts';
import base from '#components/ui/base.module.css';
import { TimeAgo } from '#components/ui/days/time-ago.tsx';
import { readableTitle } from '#components/ui/readable-title.ts';
import { shortDayName } from '#lib/kernel/day-names.ts';
import type { ListedSource } from '#lib/sources/queries/sources.ts';
import { ArchivedForm } from './archived-form.tsx';
import { OutsideLink } from './outside-link.tsx';
import styles from './sources.module.css';
import { reasonWords, STATUS_NAMES } from './status-words.ts';

/** Addresses with the entries that have them, and what an editor can do about each. */
export function SourceList({ items, mayWrite, checks }: { items: ListedSource[]; mayWrite: boolean; checks: boolean }) {
  return (
    <ul className={`${base.plainList} ${styles.list}`}>
      {items.map((item) => (
        <SourceItem key={item.id} item={item} mayWrite={mayWrite} checks={checks} />
      ))}
    </ul>
  );
}

type Props = { item: ListedSource; mayWrite: boolean; checks: boolean };

function SourceItem({ item, mayWrite, checks }: Props) {
  const { asked, check } = useCheck(item.id);
  const [noting, setNoting] = useState(false);
  return (
    <li className={styles.item}>
      <div className={styles.what}>
        <OutsideLink url={item.url} />
        <WhatIsKnown item={item} />
        <p>
          {mayWrite ? 'Replace it in' : 'Used in'} <EntriesWith item={item} />
        </p>
        {noting && <ArchivedForm source={item.id} known={item.archived} onClose={() => setNoting(false)} />}
      </div>
      {mayWrite && (
        <div className={styles.actions}>
          {checks && (
            <Button
              variant="default"
              size="compact-sm"
              onClick={() => void check()}
              disabled={asked}
              aria-label={`Check ${item.url} again`}
            >
              {asked ? 'Check requested' : 'Check again'}
            </Button>
          )}
          <Button
            variant="default"
            size="compact-sm"
            onClick={() => setNoting(!noting)}
            aria-expanded={noting}
            aria-label={`Archived copy of ${item.url}`}
          >
            Archived copy…
          </Button>
        </div>
      )}
    </li>
  );
}

/** What the last check found, where the address leads, and its archived copy. */
function WhatIsKnown({ item }: { item: ListedSource }) {
  return (
    <>
      <p className={base.dimmed}>
        {STATUS_NAMES[item.status]}, checked <TimeAgo at={item.since} />. {reasonWords(item)}{' '}
        {item.seenAt ? <LastAnswer at={item.seenAt} /> : 'It has never answered a check.'}
      </p>
      {item.redirect && (
        <p>
          Redirects to <OutsideLink url={item.redirect} />
        </p>
      )}
      {item.archived && (
        <p>
          <OutsideLink url={item.archived} text="Archived copy" />
        </p>
      )}
    </>
  );
}

function EntriesWith({ item }: { item: ListedSource }) {
  return (
    <>
      {item.entries.map((entry, at) => (
        <span key={entry.entry}>
          {at > 0 && '; '}
          <Link href={`/entries/${entry.entry}`} prefetch={false}>
            <bdi>{readableTitle(entry.title)}</bdi>
          </Link>{' '}
          <span className={base.dimmed}>
            ({shortDayName(entry.day)}
            {entry.published ? '' : ', proposed'})
          </span>
        </span>
      ))}
      {item.more > 0 && ` and ${item.more} more`}
    </>
  );
}

function LastAnswer({ at }: { at: string }) {
  return (
    <>
      It last answered <TimeAgo at={at} />.
    </>
  );
}

/** Asks for another check. `asked` keeps the button as it is until the list is opened again. */
function useCheck(id: number) {
  const [asked, setAsked] = useState(false);
  const check = async () => {
    const answer = await callApi('checkSource', { params: { id } });
    if (answer.ok) return setAsked(true);
    notifications.show({ color: 'red', title: answer.problem.title, message: answer.problem.detail });
  };
  return { asked, check };
}
