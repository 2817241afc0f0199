'use client';

import { ActionIcon } from '@mantine/core';
import { IconCalendarShare, IconHistory } from '@tabler/icons-react';
import dynamic from 'next/dynamic';
import Link from 'next/link';
import { useState } from 'react';
import { OverlayComing } from '#components/keys/overlays.tsx';
import { fetched } from '#components/ui/fetched.ts';
import type { BoardEntry, MissingEntry } from '#lib/editorial/days/queries/day.ts';
import type { Day } from '#lib/kernel/day.ts';
import styles from './day.module.css';

const MoveDialog = dynamic(() => fetched(() => import('./move-dialog.tsx')).then((file) => file.MoveDialog), {
  ssr: false,
  loading: OverlayComing,
});

/** What can be done with an entry from its day: move it to another one, read its history. */
export function EntryActions({ day, entry }: { day: Day; entry: BoardEntry | MissingEntry }) {
  const [asking, setAsking] = useState(false);
  if (entry.kind === 'missing') return null;
  const withdraws = entry.proposal?.purpose === 'withdraw';
  return (
    <span className={styles.actions}>
      {entry.published && !withdraws && (
        <ActionIcon
          color="gray"
          aria-label={`Move to another day: “${entry.headline}”`}
          title="Move to another day"
          onClick={() => setAsking(true)}
        >
          <IconCalendarShare size={16} aria-hidden />
        </ActionIcon>
      )}
      <ActionIcon
        component={Link}
        href={`/entries/${entry.entry}/history`}
        prefetch={false}
        color="gray"
        aria-label={`History of “${entry.headline}”`}
        title="History"
      >
        <IconHistory size={16} aria-hidden />
      </ActionIcon>
      {asking && <MoveDialog day={day} entry={entry} onClose={() => setAsking(false)} />}
    </span>
  );
}
