'use client';

import Link from 'next/link';
import type { ReactNode } from 'react';
import { useApiQuery } from '#components/api-query.ts';
import base from '#components/ui/base.module.css';
import type { EntrySearch } from '#lib/editorial/entries/contract/entry-search.ts';
import styles from './search.module.css';
import { facetQuery, type SearchRequest, STATE_CHOICES, searchAddress } from './search-words.ts';

/** What the search found, counted, each count a way to less. It comes behind the list, in room that is kept for it. */
export function SearchFacets({ search }: { search: EntrySearch }) {
  const { cursor: _cursor, limit: _limit, ids: _ids, ...filters } = search;
  const { sort: _sort, ...counting } = filters;
  const { data: facets, error } = useApiQuery('countEntries', { query: facetQuery(counting) }, { keeps: true });
  if (error) return <p className={base.dimmed}>{error.detail}</p>;
  if (!facets)
    return (
      <div className={styles.facets} aria-busy>
        <p className={base.dimmed}>Counting…</p>
      </div>
    );
  const { total, isCapped, periods, contexts, publishers, states } = facets;
  const to = (change: SearchRequest) => searchAddress({ ...filters, ...change });
  const number = (n: number) => n.toLocaleString('en');
  return (
    <section className={styles.facets} aria-label="Counts">
      <p className={styles.total} role="status">
        {isCapped
          ? `More than ${number(total)} entries. Counts are of the newest ${number(total)}.`
          : `${number(total)} ${total === 1 ? 'entry' : 'entries'}`}
      </p>
      <Facet name="States">
        {states.length > 1 &&
          states.map(({ state, count }) => (
            <Count key={state} href={to({ state })} name={STATE_CHOICES[state]} count={count} />
          ))}
      </Facet>
      <Facet name="Contexts">
        {contexts
          .filter(({ id, count }) => !search.contexts?.includes(id) && count > 0)
          .map(({ id, name, kind, count }) => (
            <Count
              key={id}
              href={to({ contexts: [...(search.contexts ?? []), id] })}
              name={name}
              note={kind}
              count={count}
            />
          ))}
      </Facet>
      <Facet name={periods[0]?.name.length === 4 ? 'Years' : 'Months'}>
        {periods.length > 1 &&
          periods.map(({ from, to: until, name, count }) => (
            <Count key={from} href={to({ from, to: until })} name={name} count={count} />
          ))}
      </Facet>
      <Facet name="Publishers">
        {!search.publishers &&
          publishers.map(({ name, count }) => (
            <Count key={name} href={to({ publishers: [name] })} name={name} count={count} />
          ))}
      </Facet>
    </section>
  );
}

function Facet({ name, children }: { name: string; children: ReactNode }) {
  if (!children || (Array.isArray(children) && !children.length)) return null;
  return (
    <section className={styles.facet}>
      <h2 dir="auto">{name}</h2>
      <ul className={base.plainList}>{children}</ul>
    </section>
  );
}

function Count({ href, name, note, count }: { href: string; name: string; note?: string; count: number }) {
  return (
    <li>
      <Link href={href} prefetch={false}>
        <bdi>{name}</bdi>
        {note && (
          <small className={styles.optionNote}>
            {' '}
            <bdi>{note}</bdi>
          </small>
        )}
      </Link>{' '}
      <span className={`${base.tabular} ${base.dimmed}`}>
        {count.toLocaleString('en')}
        <span className={base.visuallyHidden}> {count === 1 ? 'entry' : 'entries'}</span>
      </span>
    </li>
  );
}
