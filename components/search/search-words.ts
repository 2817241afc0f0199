import type { QueryOf } from '#components/api-client.ts';
import {
  type CHANNELS,
  type ENTRY_ORDERS,
  type EntrySearch,
  type EntryState,
  type FacetSearch,
  KEPT,
  type SEARCHED_EDITIONS,
} from '#lib/editorial/entries/contract/entry-search.ts';

/** The states as the filter offers them. */
export const STATE_CHOICES: Readonly<Record<EntryState, string>> = {
  draft: 'Draft',
  'in-review': 'In review',
  'changes-requested': 'Changes requested',
  scheduled: 'Scheduled',
  'open-change': 'Published, with a pending change',
  published: 'Published',
  withdrawn: 'Withdrawn',
  discarded: 'Discarded',
};

/** The ways in as the filter offers them. */
export const CHANNEL_CHOICES: Readonly<Record<(typeof CHANNELS)[number], string>> = {
  screen: 'Written here',
  api: 'API',
  cli: 'Command line',
  import: 'Import',
};

/** The orders as the list offers them. */
export const ORDER_CHOICES: Readonly<Record<(typeof ENTRY_ORDERS)[number], string>> = {
  newest: 'Newest day first',
  oldest: 'Oldest day first',
  relevance: 'Best match first',
};

/** The editions as the filter offers them. */
export const EDITION_CHOICES: Readonly<Record<(typeof SEARCHED_EDITIONS)[number], string>> = {
  2017: '2017',
  2018: '2018',
};

/** Filters as a form or an address holds them. */
export type SearchRequest = { [Key in (typeof KEPT)[number]]?: EntrySearch[Key] | string | number | undefined } & {
  cursor?: EntrySearch['cursor'] | string | undefined;
};

/** The filters as the query of an address, in one order. */
export function searchQuery(asked: SearchRequest): string {
  return new URLSearchParams([
    ...KEPT.flatMap((key) => (asked[key] ? [[key, inAddress(asked[key])]] : [])),
    ...(typeof asked.cursor === 'string' ? [['cursor', asked.cursor]] : []),
  ]).toString();
}

function inAddress(value: string | number | boolean | readonly (string | number)[]): string {
  if (!Array.isArray(value)) return String(value);
  return typeof value[0] === 'number' ? value.join(',') : value.join('|');
}

/** The filters as the API takes them. */
export function facetQuery({
  q,
  exact,
  narrower,
  contexts,
  publishers,
  ...filters
}: FacetSearch): QueryOf<'countEntries'> {
  return {
    ...filters,
    q: q || undefined,
    exact: exact && 'true',
    narrower: narrower && 'true',
    contexts: contexts?.join(',') || undefined,
    publishers: publishers?.join('|') || undefined,
  };
}

/** The address of the list with these filters. */
export function searchAddress(asked: SearchRequest): string {
  const query = searchQuery(asked);
  return query ? `/search?${query}` : '/search';
}
