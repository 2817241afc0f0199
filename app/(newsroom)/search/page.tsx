import type { Metadata } from 'next';
import { requireSignedIn } from '#app/session.ts';
import { SavedSearches } from '#components/search/saved-searches.tsx';
import { SearchFilters } from '#components/search/search-filters.tsx';
import { SearchList } from '#components/search/search-list.tsx';
import { searchQuery } from '#components/search/search-words.ts';
import { PageTitle } from '#components/ui/page-title.tsx';
import { may } from '#lib/domain/permission/table.ts';
import { activeReviewers, allPeopleNames } from '#lib/queries/people-names.ts';
import { listSavedSearches } from '#lib/queries/saved-searches.ts';
import { searchEntries } from '#lib/queries/search-entries.ts';
import { type EntrySearch, entrySearch } from '#lib/schemas/entry-search.ts';
import { currentStore } from '#lib/store/current.ts';

export const metadata: Metadata = { title: 'Search' };

/** Every entry, by where it stands, who wrote it and when it happened. */
export default async function SearchPage({ searchParams }: { searchParams: Promise<Record<string, string | string[] | undefined>> }) {
  const person = await requireSignedIn();
  const store = currentStore();
  const search = readSearch(await searchParams);
  const [found, people, reviewers, searches] = await Promise.all([
    searchEntries(store, search),
    allPeopleNames(store),
    may(person, 'entry.assign') ? activeReviewers(store) : [],
    listSavedSearches(store, person.id),
  ]);
  const query = searchQuery({ ...search, cursor: undefined });
  return (
    <>
      <PageTitle title="Search" note="Newest day first. The address holds the search: share it as it is." />
      <SearchFilters key={query} search={search} people={people} />
      <SavedSearches searches={searches} me={person.id} isAdmin={person.role === 'admin'} query={query} />
      <SearchList key={JSON.stringify(search)} items={found.items} next={found.next} search={search} role={person.role} reviewers={reviewers} />
    </>
  );
}

/** What of the address is a filter; the rest of it asks for nothing. */
function readSearch(given: Record<string, string | string[] | undefined>): EntrySearch {
  const filters = Object.entries(entrySearch.omit({ ids: true, limit: true }).shape).flatMap(([key, schema]) => {
    const read = given[key] ? schema.safeParse(given[key]) : undefined;
    return read?.success ? [[key, read.data]] : [];
  });
  return Object.fromEntries(filters) as EntrySearch;
}
