'use client';

import { useRef, useState } from 'react';
import { useShortcuts } from '#components/keys/use-shortcuts.ts';
import base from '#components/ui/base.module.css';
import { LinkButton } from '#components/ui/link-button.tsx';
import { EmptyState } from '#components/ui/messages/empty-state.tsx';
import type { ListedEntry } from '#lib/discovery/search/search-entries.ts';
import type { EntrySearch } from '#lib/editorial/entries/contract/entry-search.ts';
import type { NamedPerson } from '#lib/kernel/named-person.ts';
import type { Role } from '#lib/kernel/permission/role.ts';
import { ListedRow } from './listed-row.tsx';
import styles from './search.module.css';
import { searchAddress, searchQuery } from './search-words.ts';
import { SelectionBar } from './selection-bar.tsx';

type Props = {
  items: readonly ListedEntry[];
  next: string | null;
  search: EntrySearch;
  role: Role;
  reviewers: readonly NamedPerson[];
};

/**
 * What the filters found, a page at a time, and what can be done to the selected ones. Shift takes everything between
 * two.
 */
export function SearchList({ items, next, search, role, reviewers }: Props) {
  const [selected, setSelected] = useState<ReadonlySet<number>>(new Set());
  const { cursor: _here, limit: _page, ids: _ids, ...filters } = search;
  const last = useRef<number | undefined>(undefined);
  const selectable = items.filter(({ proposal }) => proposal);
  useShortcuts({ j: () => step(1), k: () => step(-1), o: () => inFocus()?.click() });

  function select(entry: number, on: boolean, range: boolean) {
    const ids: number[] = selectable.map((one) => one.entry);
    const [from, to] = [ids.indexOf(last.current ?? entry), ids.indexOf(entry)];
    const between = range && from >= 0 ? ids.slice(Math.min(from, to), Math.max(from, to) + 1) : [entry];
    last.current = entry;
    setSelected((before) => new Set(on ? [...before, ...between] : [...before].filter((id) => !between.includes(id))));
  }

  if (!items.length) return <NothingFound search={search} />;
  return (
    <>
      {selectable.length > 0 && (
        <SelectionBar
          chosen={selectable.filter(({ entry }) => selected.has(entry))}
          all={selectable.length}
          role={role}
          reviewers={reviewers}
          onAll={() => setSelected(new Set(selectable.map(({ entry }) => entry)))}
          onNone={() => setSelected(new Set())}
        />
      )}
      <ul className={`${base.plainList} ${styles.listed}`} data-plain={!selectable.length || undefined}>
        {items.map((entry) => (
          <ListedRow
            key={entry.entry}
            entry={entry}
            selected={selected.has(entry.entry)}
            onSelect={(on, range) => select(entry.entry, on, range)}
          />
        ))}
      </ul>
      {(search.cursor || next) && (
        <nav aria-label="Pages of the list" className={styles.pages}>
          {search.cursor && (
            <LinkButton href={searchAddress(filters)} variant="default">
              Back to the start
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

function NothingFound({ search }: { search: EntrySearch }) {
  const { cursor: _here, limit: _page, ids: _ids, ...filters } = search;
  const isNarrowed = searchQuery({ ...filters, q: undefined, exact: undefined, sort: undefined }) !== '';
  return (
    <EmptyState
      title={
        search.cursor
          ? 'End of the list.'
          : search.q
            ? `No entries match “${search.q}”${isNarrowed ? ' with these filters' : ''}.`
            : 'No entries match these filters.'
      }
      action={
        !search.cursor && (
          <LinkButton href={search.q && isNarrowed ? searchAddress({ q: search.q }) : '/search'}>
            {search.q && isNarrowed ? 'Search without filters' : 'Show all entries'}
          </LinkButton>
        )
      }
    >
      {!search.cursor && (search.q ? 'Try fewer words, or just the start of one.' : 'Remove a filter.')}
    </EmptyState>
  );
}

/** The link of the row that has the focus. */
function inFocus(): HTMLElement | null {
  return document.activeElement?.closest('[data-listed]')?.querySelector<HTMLElement>('[data-listed-title]') ?? null;
}

/** Goes on by rows; from elsewhere to the first one, or back to the last. */
function step(by: 1 | -1): void {
  const links = [...document.querySelectorAll<HTMLElement>('[data-listed] [data-listed-title]')];
  const current = inFocus();
  const here = current ? links.indexOf(current) : -1;
  const next = links.at(here < 0 ? (by > 0 ? 0 : -1) : Math.min(Math.max(here + by, 0), links.length - 1));
  next?.focus();
  next?.scrollIntoView({ block: 'nearest' });
}
