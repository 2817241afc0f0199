'use client';

import { Autocomplete, Button, Checkbox, NativeSelect, TextInput } from '@mantine/core';
import { useRouter } from 'next/navigation';
import { type ChangeEvent, type FormEvent, useState } from 'react';
import { apiQuery } from '#components/api-query.ts';
import { useRemoteOptions } from '#components/entry-editor/use-remote-options.ts';
import { readTypedDay } from '#components/shell/typed-day.ts';
import type { EntrySearch } from '#lib/editorial/entries/contract/entry-search.ts';
import type { Day } from '#lib/kernel/day.ts';
import type { NamedPerson } from '#lib/kernel/named-person.ts';
import styles from './search.module.css';
import {
  CHANNEL_CHOICES,
  EDITION_CHOICES,
  ORDER_CHOICES,
  type SearchRequest,
  STATE_CHOICES,
  searchAddress,
} from './search-words.ts';

type Key = 'sort' | 'state' | 'author' | 'reviewer' | 'assigned' | 'channel' | 'edition';

/**
 * The filters of the list of entries. Each is in the address as soon as it is chosen; days and a publisher once
 * Enter or the button says so.
 */
export function SearchFilters({ search, people }: { search: EntrySearch; people: readonly NamedPerson[] }) {
  const router = useRouter();
  const { day, readDays } = useTypedDays(search);
  const [publisher, setPublisher] = useState('');
  const { cursor: _cursor, ...filters } = search;
  const go = (change: SearchRequest) => router.push(searchAddress({ ...filters, ...change }));
  const choose = (key: Key) => ({
    value: search[key] ? String(search[key]) : '',
    onChange: (event: ChangeEvent<HTMLSelectElement>) => go({ [key]: event.currentTarget.value }),
  });

  function apply(event: FormEvent) {
    event.preventDefault();
    const read = readDays();
    if (read) go({ ...read, publishers: withPublisher(publisher) });
  }
  const withPublisher = (name: string) =>
    name.trim() ? [...new Set([...(search.publishers ?? []), name.trim()])] : search.publishers;

  return (
    <form className={styles.filters} onSubmit={apply} aria-label="Filters">
      <NativeSelect
        label="Order"
        {...choose('sort')}
        data={choices(ORDER_CHOICES).map((one) => (one.value === 'newest' ? { ...one, value: '' } : one))}
      />
      <div className={styles.days}>
        <TextInput label="From day" placeholder="YYYY-MM-DD" autoComplete="off" {...day('from')} />
        <TextInput label="To day" placeholder="YYYY-MM-DD" autoComplete="off" {...day('to')} />
      </div>
      <PublisherField
        publisher={publisher}
        onType={setPublisher}
        onChoose={(name) => go({ publishers: withPublisher(name) })}
      />
      <Button type="submit" variant="default" size="xs">
        Apply days and publisher
      </Button>
      {search.contexts && (
        <Checkbox
          label="Include narrower contexts"
          description="Contexts whose name contains this whole name"
          checked={search.narrower === true}
          onChange={(event) => go({ narrower: event.currentTarget.checked ? 'true' : undefined })}
        />
      )}
      <NativeSelect
        label="Status"
        {...choose('state')}
        data={[{ value: '', label: 'Any' }, ...choices(STATE_CHOICES)]}
      />
      <MoreFilters search={search} people={people} choose={choose} />
    </form>
  );
}

/** The two days as they are typed, each with what is wrong with it once they are read. */
function useTypedDays(search: EntrySearch) {
  const [days, setDays] = useState({ from: search.from ?? '', to: search.to ?? '' });
  const [wrong, setWrong] = useState<Partial<Record<'from' | 'to', string>>>({});
  const day = (key: 'from' | 'to') => ({
    value: days[key],
    error: wrong[key],
    onChange: (event: ChangeEvent<HTMLInputElement>) => {
      const { value } = event.currentTarget;
      setDays((before) => ({ ...before, [key]: value }));
      setWrong({});
    },
  });
  const readDays = () => {
    const [from, to] = [dayIn(days.from), dayIn(days.to)];
    if (!from.problem && !to.problem) return { from: from.day, to: to.day };
    setWrong({ ...(from.problem ? { from: from.problem } : {}), ...(to.problem ? { to: to.problem } : {}) });
    return undefined;
  };
  return { day, readDays };
}

const findPublishers = (q: string) => apiQuery('findPublishers', { query: { q } });

type PublisherProps = { publisher: string; onType(name: string): void; onChoose(name: string): void };

function PublisherField({ publisher, onType, onChoose }: PublisherProps) {
  const found = useRemoteOptions(findPublishers, publisher.trim(), publisher.trim().length > 0);
  return (
    <Autocomplete
      label="Publisher"
      value={publisher}
      onChange={onType}
      onOptionSubmit={onChoose}
      data={publisher.trim() ? [...new Set(found.items.map(({ name }) => name))] : []}
      filter={({ options }) => options}
      comboboxProps={{ withinPortal: false }}
      maxLength={200}
      autoComplete="off"
    />
  );
}

type Choose = (key: Key) => { value: string; onChange(event: ChangeEvent<HTMLSelectElement>): void };

/** What is asked for less often: who, by which way it came in, and the edition. */
function MoreFilters({
  search,
  people,
  choose,
}: {
  search: EntrySearch;
  people: readonly NamedPerson[];
  choose: Choose;
}) {
  const names = people.map(({ id, name }) => ({ value: String(id), label: name }));
  return (
    <details
      className={styles.more}
      open={Boolean(search.author || search.reviewer || search.assigned || search.channel || search.edition)}
    >
      <summary>People, import, edition</summary>
      <div>
        <NativeSelect label="Author" {...choose('author')} data={[{ value: '', label: 'Anybody' }, ...names]} />
        <NativeSelect label="Approved by" {...choose('reviewer')} data={[{ value: '', label: 'Anybody' }, ...names]} />
        <NativeSelect label="Assigned to" {...choose('assigned')} data={[{ value: '', label: 'Anybody' }, ...names]} />
        <NativeSelect
          label="Imported via"
          {...choose('channel')}
          data={[{ value: '', label: 'Any' }, ...choices(CHANNEL_CHOICES)]}
        />
        <NativeSelect
          label="Edition"
          {...choose('edition')}
          data={[{ value: '', label: 'Any' }, ...choices(EDITION_CHOICES)]}
        />
      </div>
    </details>
  );
}

function choices(names: Readonly<Record<string, string>>) {
  return Object.entries(names).map(([value, label]) => ({ value, label }));
}

function dayIn(text: string): { day?: Day; problem?: string } {
  if (!text.trim()) return {};
  const read = readTypedDay(text);
  if (read.kind === 'day') return { day: read.day };
  return { problem: read.kind === 'month' ? 'Enter a full day, such as 2013-01-20.' : read.message };
}
