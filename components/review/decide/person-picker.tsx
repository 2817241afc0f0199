'use client';

import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { type ReactNode, useMemo, useState } from 'react';
import { apiQuery } from '#components/api-query.ts';
import { useRemoteOptions } from '#components/entry-editor/use-remote-options.ts';
import type { NamedPerson } from '#lib/kernel/named-person.ts';

type Props = {
  label: string;
  error?: ReactNode;
  reviewersOnly?: boolean;
  value: NamedPerson | null;
  autoFocus?: boolean;
  onChoose(person: NamedPerson | null): void;
};

const findPeople = (q: string) => apiQuery('findPeople', { query: { q } });
const findReviewers = (q: string) => apiQuery('findPeople', { query: { q, for: 'review' } });

/** Chooses somebody by the beginning of their name. */
export function PersonPicker({ label, error, reviewersOnly = false, value, autoFocus = false, onChoose }: Props) {
  const [typed, setTyped] = useState('');
  const [query] = useDebouncedValue(typed === value?.name ? '' : typed.trim(), 100);
  const found = useRemoteOptions(reviewersOnly ? findReviewers : findPeople, query, true);
  const people = useMemo(
    () => (value && !found.items.some(({ id }) => id === value.id) ? [value, ...found.items] : found.items),
    [found.items, value],
  );
  return (
    <Select
      label={label}
      error={error}
      data={people.map(({ id, name }) => ({ value: String(id), label: name }))}
      value={value ? String(value.id) : null}
      searchable
      clearable
      autoFocus={autoFocus}
      filter={({ options }) => options}
      onSearchChange={setTyped}
      nothingFoundMessage={found.loading ? 'Searching…' : 'No match'}
      comboboxProps={{ withinPortal: false }}
      clearButtonProps={{ 'aria-label': 'Clear' }}
      onChange={(id) => onChoose(people.find((person) => String(person.id) === id) ?? null)}
    />
  );
}
