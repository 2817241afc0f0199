import type { Metadata } from 'next';
import Link from 'next/link';
import { requireSignedIn } from '#app/session.ts';
import { ChosenFilters, chosenFilters } from '#components/search/chosen-filters.tsx';
import { SavedSearches } from '#components/search/saved-searches.tsx';
import { SearchField } from '#components/search/search-field.tsx';
import { SearchList } from '#components/search/search-list.tsx';
import { SearchPanel } from '#components/search/search-panel.tsx';
import { searchAddress, searchQuery } from '#components/search/search-words.ts';
import { Notice } from '#components/ui/messages/notice.tsx';
import { PageTitle } from '#components/ui/page-title.tsx';
import { listSavedSearches } from '#lib/discovery/search/saved-searches.ts';
import { MOST_WAITING, searchEntries } from '#lib/discovery/search/search-entries.ts';
import { contextsNamed } from '#lib/editorial/contexts/queries/context-names.ts';
import { type EntrySearch, entrySearch } from '#lib/editorial/entries/contract/entry-search.ts';
import { may } from '#lib/kernel/permission/table.ts';
import { activeReviewers, allPeopleNames } from '#lib/people/queries/people-names.ts';
import { currentStore } from '#lib/platform/database/current.ts';
import styles from './page.module.css';

export const metadata: Metadata = { title: 'Search' };

/** Every entry, by its words, when it happened, what it is about, its status and who wrote it. */
export default async function SearchPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const person = await requireSignedIn();
  const store = currentStore();
  const { search, cursor, problems } = readSearch(await searchParams);
  const [found, people, reviewers, searches, contexts] = await Promise.all([
    searchEntries(store, search),
    allPeopleNames(store),
    may(person, 'entry.assign') ? activeReviewers(store) : [],
    listSavedSearches(store, person.id),
    contextsNamed(store, search.contexts ?? []),
  ]);
  const query = searchQuery({ ...search, cursor: undefined });
  return (
    <>
      <PageTitle title="Search" note="Copy the URL to share this search." />
      <SearchField key={`words ${search.q}`} search={search} />
      <SavedSearches searches={searches} me={person.id} isAdmin={person.role === 'admin'} query={query} />
      {problems.length > 0 && (
        <Notice kind="problem" title="Part of this URL was not understood and was ignored" urgent>
          {problems.map((line) => (
            <p key={line}>{line}</p>
          ))}
        </Notice>
      )}
      <ChosenFilters search={search} contexts={contexts} people={people} />
      <div className={styles.searchColumns}>
        <section aria-label="Entries found">
          {search.q && found.waiting > 0 && <Waiting waiting={found.waiting} />}
          {found.corrected !== null && <Corrected search={search} corrected={found.corrected} />}
          <SearchList
            key={`${query} ${cursor}`}
            items={found.items}
            next={found.next}
            search={search}
            role={person.role}
            reviewers={reviewers}
          />
        </section>
        <SearchPanel
          key={query}
          search={search}
          people={people}
          count={chosenFilters({ search, contexts, people }).length}
        />
      </div>
    </>
  );
}

/** Says that not everything can be found yet. */
function Waiting({ waiting }: { waiting: number }) {
  const some =
    waiting === 1 ? '1 entry is' : `${waiting < MOST_WAITING ? waiting : `More than ${MOST_WAITING}`} entries are`;
  return (
    <p className={styles.searchCorrected} role="status">
      Not everything is indexed yet: {some} waiting. Search again in a minute.
    </p>
  );
}

/** Says that other words were searched, and leads to the ones that were typed. */
function Corrected({ search, corrected }: { search: EntrySearch; corrected: string }) {
  return (
    <p className={styles.searchCorrected} role="status">
      No entries match “{search.q}”. Showing results for “
      <Link href={searchAddress({ ...search, cursor: undefined, q: corrected })}>{corrected}</Link>”.{' '}
      <Link href={searchAddress({ ...search, cursor: undefined, exact: 'true' })}>Search for exactly “{search.q}”</Link>
    </p>
  );
}

type SearchInput = { search: EntrySearch; cursor: string; problems: string[] };

/** What of the address is a filter, and what was meant as one and is none. */
function readSearch(given: Record<string, string | string[] | undefined>): SearchInput {
  const read = Object.entries(entrySearch.omit({ ids: true, limit: true }).shape).flatMap(([key, schema]) =>
    given[key] ? [{ key, found: schema.safeParse(given[key]) }] : [],
  );
  const filters = read.flatMap(({ key, found }) => (found.success ? [[key, found.data]] : []));
  const problems = read.flatMap(({ key, found }) =>
    found.success ? [] : [`“${key}” ${found.error.issues[0]?.message ?? 'is not understood.'}`],
  );
  return {
    search: Object.fromEntries(filters) as EntrySearch,
    cursor: typeof given['cursor'] === 'string' ? given['cursor'] : '',
    problems,
  };
}
