import { entrySearch, facetSearch, publisherNameSearch } from '../../../editorial/entries/contract/entry-search.ts';
import type { RouteRows } from '../../../kernel/contract/route-row.ts';
import { SEARCH_ANSWERS } from './search-answers.ts';

/** The rows of the search over entries. */
export const SEARCH_ROUTES = {
  searchEntries: {
    permission: 'archive.read',
    summary:
      'Search all entries by words, days, contexts, publishers, people, status or channel, sorted by day or ' +
      'relevance, paged by cursor',
    query: entrySearch,
    status: 200,
    answer: SEARCH_ANSWERS.entries,
  },
  countEntries: {
    permission: 'archive.read',
    summary:
      'Count search results by year or month, context, publisher and status; over the newest 1,500 if there are more',
    query: facetSearch,
    status: 200,
    answer: SEARCH_ANSWERS.facets,
  },
  findPublishers: {
    permission: 'archive.read',
    summary: 'Find up to ten publisher names used by sources, by the start of a word or domain',
    query: publisherNameSearch,
    status: 200,
    answer: SEARCH_ANSWERS.publishers,
  },
} as const satisfies RouteRows;
