'use client';

import { Button, Checkbox } from '@mantine/core';
import dynamic from 'next/dynamic';
import Link from 'next/link';
import { useState } from 'react';
import { OverlayComing } from '#components/keys/overlays.tsx';
import base from '#components/ui/base.module.css';
import { fetched } from '#components/ui/fetched.ts';
import { readableTitle } from '#components/ui/readable-title.ts';
import type { TimelineEntry } from '#lib/editorial/contexts/queries/context-timeline.ts';
import { dayName } from '#lib/kernel/day-names.ts';
import { AssignContext } from './assign-context.tsx';
import styles from './contexts.module.css';

const SplitDialog = dynamic(() => fetched(() => import('./split-dialog.tsx')).then((module) => module.SplitDialog), {
  ssr: false,
  loading: OverlayComing,
});

type Props = {
  context: { id: number; name: string };
  items: readonly TimelineEntry[];
  mayWrite: boolean;
  maySplit: boolean;
};

/** The entries that have a context, newest first; those that are selected get other contexts, or a new one. */
export function ContextTimeline({ context, items, mayWrite, maySplit }: Props) {
  const [chosen, setChosen] = useState<readonly number[]>([]);
  const [splits, setSplits] = useState(false);
  const toggle = (entry: number) =>
    setChosen((now) => (now.includes(entry) ? now.filter((other) => other !== entry) : [...now, entry]));
  const isAll = chosen.length === items.length;
  return (
    <>
      {mayWrite && (
        <div className={styles.timelineBar}>
          <p role="status">{chosen.length ? `${chosen.length} selected` : 'Nothing selected'}</p>
          <Button
            variant="subtle"
            size="compact-sm"
            onClick={() => setChosen(isAll ? [] : items.map(({ entry }) => entry))}
          >
            {isAll ? 'Select none' : 'Select all on this page'}
          </Button>
          <div className={styles.timelineActions}>
            <AssignContext entries={chosen} context={context} />
            {maySplit && (
              <Button variant="default" size="xs" disabled={chosen.length === 0} onClick={() => setSplits(true)}>
                Split…
              </Button>
            )}
          </div>
        </div>
      )}
      <ul className={`${base.plainList} ${styles.timeline}`}>
        {items.map(({ entry, day, title }) => (
          <li key={entry} className={styles.timelineRow}>
            {mayWrite ? (
              <Checkbox
                aria-label={`Select ${readableTitle(title)}`}
                checked={chosen.includes(entry)}
                onChange={() => toggle(entry)}
              />
            ) : (
              <span />
            )}
            <Link href={`/days/${day}`} className={base.tabular}>
              {dayName(day)}
            </Link>
            <Link href={`/entries/${entry}`}>
              <bdi>{readableTitle(title)}</bdi>
            </Link>
          </li>
        ))}
      </ul>
      {splits && <SplitDialog context={context} entries={chosen} onClose={() => setSplits(false)} />}
    </>
  );
}
