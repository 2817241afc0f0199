'use client';

import { Button, NativeSelect, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useRouter } from 'next/navigation';
import { type FormEvent, useState } from 'react';
import { readTypedDay } from '#components/shell/typed-day.ts';
import type { Day } from '#lib/domain/day.ts';
import type { NamedPerson } from '#lib/domain/named-person.ts';
import type { EntrySearch } from '#lib/schemas/entry-search.ts';
import { CHANNEL_CHOICES, STATE_CHOICES, searchAddress } from './search-words.ts';

type Typed = Record<'q' | 'from' | 'to' | 'state' | 'author' | 'assigned' | 'channel', string>;

/** The filters of the list of entries. They stand in the address once they are asked for. */
export function SearchFilters({ search, people }: { search: EntrySearch; people: readonly NamedPerson[] }) {
  const router = useRouter();
  const [typed, setTyped] = useState<Typed>(() => ({
    q: search.q ?? '',
    from: search.from ?? '',
    to: search.to ?? '',
    state: search.state ?? '',
    author: search.author ? String(search.author) : '',
    assigned: search.assigned ? String(search.assigned) : '',
    channel: search.channel ?? '',
  }));
  const [wrong, setWrong] = useState<Partial<Record<'from' | 'to', string>>>({});
  const set = (key: keyof Typed) => (event: { currentTarget: { value: string } }) => {
    const { value } = event.currentTarget;
    setTyped((before) => ({ ...before, [key]: value }));
    setWrong({});
  };
  const choose = (key: keyof Typed) => (event: { currentTarget: { value: string } }) => {
    const after = { ...typed, [key]: event.currentTarget.value };
    setTyped(after);
    go(after);
  };

  function go(asked: Typed) {
    const [from, to] = [dayIn(asked.from), dayIn(asked.to)];
    if (from.problem || to.problem) return setWrong({ ...(from.problem ? { from: from.problem } : {}), ...(to.problem ? { to: to.problem } : {}) });
    router.push(searchAddress({ ...asked, from: from.day, to: to.day }));
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    go(typed);
  }

  const names = people.map(({ id, name }) => ({ value: String(id), label: name }));
  return (
    <search>
      <form className="search-filters" onSubmit={submit}>
        <TextInput label="Words in the title" className="search-words" value={typed.q} onChange={set('q')} maxLength={300} enterKeyHint="search" />
        <TextInput label="From day" placeholder="YYYY-MM-DD" className="search-day" value={typed.from} onChange={set('from')} error={wrong.from} autoComplete="off" />
        <TextInput label="To day" placeholder="YYYY-MM-DD" className="search-day" value={typed.to} onChange={set('to')} error={wrong.to} autoComplete="off" />
        <NativeSelect label="State" value={typed.state} onChange={choose('state')} data={[{ value: '', label: 'Any' }, ...choices(STATE_CHOICES)]} />
        <NativeSelect label="Author" value={typed.author} onChange={choose('author')} data={[{ value: '', label: 'Anybody' }, ...names]} />
        <NativeSelect label="Review by" value={typed.assigned} onChange={choose('assigned')} data={[{ value: '', label: 'Anybody' }, ...names]} />
        <NativeSelect label="Came in by" value={typed.channel} onChange={choose('channel')} data={[{ value: '', label: 'Any way' }, ...choices(CHANNEL_CHOICES)]} />
        <Button type="submit" leftSection={<IconSearch size={16} aria-hidden />}>
          Search
        </Button>
      </form>
    </search>
  );
}

function choices(names: Readonly<Record<string, string>>) {
  return Object.entries(names).map(([value, label]) => ({ value, label }));
}

function dayIn(text: string): { day?: Day; problem?: string } {
  if (!text.trim()) return {};
  const read = readTypedDay(text);
  if (read.kind === 'day') return { day: read.day };
  return { problem: read.kind === 'month' ? 'Name a day of that month.' : read.message };
}
