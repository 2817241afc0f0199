'use client';

import { NativeSelect } from '@mantine/core';
import { useRouter } from 'next/navigation';
import styles from './calendar.module.css';

const CHOICES = [
  { value: '0', label: 'Only gaps' },
  { value: '1', label: 'Gaps, and days with one entry' },
  ...[2, 3, 5].map((few) => ({ value: String(few), label: `Gaps, and days with ${few} entries or fewer` })),
];

/** Chooses whether days with few entries are listed too. */
export function FewFilter({ few }: { few: number }) {
  const router = useRouter();
  const known = CHOICES.some(({ value }) => value === String(few));
  return (
    <NativeSelect
      className={styles.fewFilter}
      label="List"
      data={
        known ? CHOICES : [...CHOICES, { value: String(few), label: `Gaps, and days with ${few} entries or fewer` }]
      }
      value={String(few)}
      onChange={(event) =>
        router.push(
          event.currentTarget.value === '0' ? '/calendar/gaps' : `/calendar/gaps?few=${event.currentTarget.value}`,
        )
      }
    />
  );
}
