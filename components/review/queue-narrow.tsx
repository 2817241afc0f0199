'use client';

import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import type { PersonId } from '#lib/domain/ids.ts';
import type { NamedPerson } from '#lib/domain/named-person.ts';
import { PURPOSES, type QueueFilter } from '#lib/schemas/review.ts';
import { PersonPicker } from './person-picker.tsx';
import { PURPOSE_WORDS } from './purpose-words.ts';
import { queryOf } from './queue-address.ts';

const CHOICES = [{ value: '', label: 'Any' }, ...PURPOSES.map((purpose) => ({ value: purpose, label: PURPOSE_WORDS[purpose] }))];

/** Narrows the list down by author, days and purpose. What is chosen stands in the address. */
export function QueueNarrow({ filter, author }: { filter: QueueFilter; author: NamedPerson | null }) {
  const router = useRouter();
  const [who, setWho] = useState(author);
  const [days, setDays] = useState({ from: filter.from ?? '', to: filter.to ?? '' });
  const [purpose, setPurpose] = useState<string>(filter.purpose ?? '');
  const show = () => {
    const asked = { filter: filter.filter, author: who?.id as PersonId | undefined, from: days.from || undefined, to: days.to || undefined, purpose: purpose || undefined };
    router.push(`/review${queryOf(asked as QueueFilter)}`);
  };
  const isNarrow = filter.author !== undefined || filter.from !== undefined || filter.to !== undefined || filter.purpose !== undefined;
  return (
    <details className="queue-narrow" open={isNarrow}>
      <summary>Narrow it down</summary>
      <form
        aria-label="Narrow the queue down"
        onSubmit={(event) => {
          event.preventDefault();
          show();
        }}
      >
        <PersonPicker label="Author" value={who} onChoose={setWho} />
        <TextInput type="date" label="First day" value={days.from} onChange={(event) => setDays({ ...days, from: event.currentTarget.value })} />
        <TextInput type="date" label="Last day" value={days.to} onChange={(event) => setDays({ ...days, to: event.currentTarget.value })} />
        <NativeSelect label="Purpose" data={CHOICES} value={purpose} onChange={(event) => setPurpose(event.currentTarget.value)} />
        <Button type="submit" variant="default">
          Show
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
