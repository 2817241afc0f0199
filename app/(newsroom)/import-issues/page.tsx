import type { Metadata } from 'next';
import { requireSignedIn } from '#app/session.ts';
import { ImportIssueList } from '#components/import-issues/import-issue-list.tsx';
import { ImportIssueNav } from '#components/import-issues/import-issue-nav.tsx';
import { importIssuesAddress } from '#components/import-issues/import-issue-words.ts';
import { ListPages } from '#components/ui/list-pages.tsx';
import { EmptyState } from '#components/ui/messages/empty-state.tsx';
import { PageTitle } from '#components/ui/page-title.tsx';
import { importIssueSearch } from '#lib/exchange/import/contract/import-issues.ts';
import { readComparedPages } from '#lib/exchange/import/queries/compared-pages.ts';
import { listImportIssues } from '#lib/exchange/import/queries/import-issues.ts';
import { may } from '#lib/kernel/permission/table.ts';
import { currentStore } from '#lib/platform/database/current.ts';

export const metadata: Metadata = { title: 'Import issues' };

/** What imports found and only an editor can decide. */
export default async function ImportIssuesPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const person = await requireSignedIn();
  const { kind, cursor } = await searchParams;
  const asked = importIssueSearch
    .pick({ kind: true, cursor: true })
    .safeParse({ ...(kind ? { kind } : {}), ...(cursor ? { cursor } : {}) });
  const filter = asked.success ? asked.data : {};
  const store = currentStore();
  const { items, next, counts } = await listImportIssues(store, filter);
  const pages = await readComparedPages(
    store,
    items.flatMap((item) => (item.kind === 'same-event' ? item.entries.map((entry) => entry.id) : [])),
  );
  const isFirst = filter.cursor === undefined;
  return (
    <>
      <PageTitle title="Import issues" note="What imports could not decide. Nothing changes until you decide." />
      <ImportIssueNav kind={filter.kind} counts={counts} />
      <ImportIssueList
        key={`${filter.kind} ${typeof cursor === 'string' ? cursor : ''}`}
        items={items}
        pages={pages}
        mayResolve={may(person, 'archive.resolve-issues')}
        mayReview={may(person, 'entry.approve')}
        empty={
          <EmptyState title={isFirst ? 'No import issues.' : 'End of the list.'}>
            {isFirst && 'Likely duplicates, ambiguous contexts and broken internal links from imports appear here.'}
          </EmptyState>
        }
      />
      <ListPages here={importIssuesAddress(filter.kind)} isFirst={isFirst} next={next} />
    </>
  );
}
