import type { CHANNELS, EntrySearch, EntryState } from '#lib/schemas/entry-search.ts';

/** The states as the filter offers them. */
export const STATE_CHOICES: Readonly<Record<EntryState, string>> = {
  draft: 'Draft',
  'in-review': 'In review',
  'sent-back': 'Sent back',
  scheduled: 'Planned for later',
  'open-change': 'Published, with an open change',
  published: 'Published',
  withdrawn: 'Withdrawn',
};

/** The ways in as the filter offers them. */
export const CHANNEL_CHOICES: Readonly<Record<(typeof CHANNELS)[number], string>> = { screen: 'Written here', api: 'API', cli: 'Command line', import: 'Import' };

/** Filters as a form or an address holds them. */
export type AskedSearch = { [Key in keyof Omit<EntrySearch, 'limit' | 'ids'>]?: string | number | undefined };

/** The filters as the query of an address, in one order. */
export function searchQuery({ q, from, to, state, author, assigned, channel, cursor }: AskedSearch): string {
  const given = { q, from, to, state, author, assigned, channel, cursor };
  return new URLSearchParams(Object.entries(given).flatMap(([key, value]) => (value ? [[key, String(value)]] : []))).toString();
}

/** The address of the list with these filters. */
export function searchAddress(asked: AskedSearch): string {
  const query = searchQuery(asked);
  return query ? `/search?${query}` : '/search';
}
