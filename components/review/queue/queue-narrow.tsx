'use client';

import { Button, NativeSelect } from '@mantine/core';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { DayInput } from '#components/ui/days/day-input.tsx';
import { PURPOSES, type QueueFilter } from '#lib/editorial/review/contract/review.ts';
import type { NamedPerson } from '#lib/kernel/named-person.ts';
import { REVIEW_KINDS } from '#lib/kernel/newsroom/review-item.ts';
import { PersonPicker } from '../decide/person-picker.tsx';
import { KIND_WORDS, PURPOSE_WORDS } from '../purpose-words.ts';
import styles from './queue.module.css';
import { queryOf } from './queue-address.ts';

const KINDS = [{ value: '', label: 'Any' }, ...REVIEW_KINDS.map((kind) => ({ value: kind, label: KIND_WORDS[kind] }))];
const CHOICES = [
  { value: '', label: 'Any' },
  ...PURPOSES.map((purpose) => ({ value: purpose, label: PURPOSE_WORDS[purpose] })),
];

type Days = { from: string; to: string };

function DaysBetween({ days, onChange }: { days: Days; onChange(days: Days): void }) {
  return (
    <>
      <DayInput
        label="First day"
        value={days.from}
        onChange={(event) => onChange({ ...days, from: event.currentTarget.value })}
      />
      <DayInput
        label="Last day"
        value={days.to}
        onChange={(event) => onChange({ ...days, to: event.currentTarget.value })}
      />
    </>
  );
}

/** Narrows the list down by kind, author, days and purpose. What is chosen is in the address. */
export function QueueNarrow({ filter, author }: { filter: QueueFilter; author: NamedPerson | null }) {
  const router = useRouter();
  const [who, setWho] = useState(author);
  const [days, setDays] = useState({ from: filter.from ?? '', to: filter.to ?? '' });
  const [purpose, setPurpose] = useState<string>(filter.purpose ?? '');
  const [kind, setKind] = useState<string>(filter.kind ?? '');
  const show = () => {
    const asked = {
      filter: filter.filter,
      kind: kind || undefined,
      author: who?.id,
      from: days.from || undefined,
      to: days.to || undefined,
      purpose: purpose || undefined,
    };
    router.push(`/review${queryOf(asked as QueueFilter)}`);
  };
  const isNarrow =
    filter.kind !== undefined ||
    filter.author !== undefined ||
    filter.from !== undefined ||
    filter.to !== undefined ||
    filter.purpose !== undefined;
  return (
    <details className={styles.narrow} open={isNarrow}>
      <summary>Filter</summary>
      <form
        aria-label="Filter the queue"
        onSubmit={(event) => {
          event.preventDefault();
          show();
        }}
      >
        <NativeSelect label="Kind" data={KINDS} value={kind} onChange={(event) => setKind(event.currentTarget.value)} />
        <PersonPicker label="Author" value={who} onChoose={setWho} />
        <DaysBetween days={days} onChange={setDays} />
        <NativeSelect
          label="Purpose"
          data={CHOICES}
          value={purpose}
          onChange={(event) => setPurpose(event.currentTarget.value)}
        />
        <Button type="submit" variant="default">
          {' '}
          Apply
        </Button>
        {isNarrow && (
          <Button variant="subtle" onClick={() => router.push(`/review${queryOf({ filter: filter.filter })}`)}>
            Clear
          </Button>
        )}
      </form>
    </details>
  );
}
