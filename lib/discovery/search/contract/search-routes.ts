import { entrySearch, facetSearch, publisherNameSearch } from '../../../editorial/entries/contract/entry-search.ts';
import type { Rows } from '../../../kernel/contract/route-row.ts';
import { SEARCH_ANSWERS } from './search-answers.ts';

/** The rows of the search over entries. */
export const SEARCH_ROUTES = {
  searchEntries: {
    verb: 'archive.read',
    summary:
      'Search all entries with where they stand, by words, days, contexts, publishers, people, state or way in; by day or relevance, paged by cursor',
    query: entrySearch,
    status: 200,
    answer: SEARCH_ANSWERS.entries,
  },
  countEntries: {
    verb: 'archive.read',
    summary:
      'Count what a search finds by years or months, contexts, publishers and states; over the newest 1,500 where it finds more',
    query: facetSearch,
    status: 200,
    answer: SEARCH_ANSWERS.facets,
  },
  findPublishers: {
    verb: 'archive.read',
    summary: 'Find names of publishers that sources have, by the beginning of a word or of a domain; at most ten',
    query: publisherNameSearch,
    status: 200,
    answer: SEARCH_ANSWERS.publishers,
  },
} as const satisfies Rows;
