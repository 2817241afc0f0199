'use client';

import { useRef, useState } from 'react';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { LinkButton } from '#components/ui/link-button.tsx';
import type { NamedPerson } from '#lib/domain/named-person.ts';
import type { Role } from '#lib/domain/permission/role.ts';
import type { ListedEntry } from '#lib/queries/search-entries.ts';
import type { EntrySearch } from '#lib/schemas/entry-search.ts';
import { ListedRow } from './listed-row.tsx';
import { searchAddress } from './search-words.ts';
import { SelectionBar } from './selection-bar.tsx';
import './search.css';

type Props = { items: readonly ListedEntry[]; next: string | null; search: EntrySearch; role: Role; reviewers: readonly NamedPerson[] };

/** What the filters found, a page at a time, and what can be done to the selected ones. Shift takes everything between two. */
export function SearchList({ items, next, search, role, reviewers }: Props) {
  const [selected, setSelected] = useState<ReadonlySet<number>>(new Set());
  const { cursor: _here, limit: _page, ids: _ids, ...filters } = search;
  const last = useRef<number | undefined>(undefined);
  const selectable = items.filter(({ proposal }) => proposal);

  function select(event: number, on: boolean, range: boolean) {
    const ids = selectable.map((entry) => entry.event as number);
    const [from, to] = [ids.indexOf(last.current ?? event), ids.indexOf(event)];
    const between = range && from >= 0 ? ids.slice(Math.min(from, to), Math.max(from, to) + 1) : [event];
    last.current = event;
    setSelected((before) => new Set(on ? [...before, ...between] : [...before].filter((id) => !between.includes(id))));
  }

  if (!items.length)
    return (
      <EmptyState
        title={search.cursor ? 'The list ends here.' : 'Nothing fits all of these filters.'}
        action={!search.cursor && <LinkButton href="/search">Show everything</LinkButton>}
      >
        {!search.cursor && 'Leave a filter out, or write only the beginning of a word.'}
      </EmptyState>
    );
  return (
    <>
      {selectable.length > 0 && (
        <SelectionBar
          chosen={selectable.filter(({ event }) => selected.has(event))}
          all={selectable.length}
          role={role}
          reviewers={reviewers}
          onAll={() => setSelected(new Set(selectable.map(({ event }) => event as number)))}
          onNone={() => setSelected(new Set())}
        />
      )}
      <ul className="plain-list listed">
        {items.map((entry) => (
          <ListedRow key={entry.event} entry={entry} selected={selected.has(entry.event)} onSelect={(on, range) => select(entry.event, on, range)} />
        ))}
      </ul>
      {(search.cursor || next) && (
        <nav aria-label="Pages of the list" className="search-pages">
          {search.cursor && (
            <LinkButton href={searchAddress(filters)} variant="default">
              Back to the beginning
            </LinkButton>
          )}
          {next && (
            <LinkButton href={searchAddress({ ...filters, cursor: next })} variant="default">
              More
            </LinkButton>
          )}
        </nav>
      )}
    </>
  );
}
