import type { Metadata } from 'next';
import { requireSignedIn } from '#app/session.ts';
import { SourceList } from '#components/sources/source-list.tsx';
import { SourcesNav, sourcesAddress } from '#components/sources/sources-nav.tsx';
import { LinkButton } from '#components/ui/link-button.tsx';
import { ListPages } from '#components/ui/list-pages.tsx';
import { EmptyState } from '#components/ui/messages/empty-state.tsx';
import { Notice } from '#components/ui/messages/notice.tsx';
import { PageTitle } from '#components/ui/page-title.tsx';
import { may } from '#lib/kernel/permission/table.ts';
import { currentStore } from '#lib/platform/database/current.ts';
import { readEnvironment } from '#lib/platform/environment/environment.ts';
import { sourceSearch } from '#lib/sources/contract/sources.ts';
import { countSources, listSources } from '#lib/sources/queries/sources.ts';
import styles from './page.module.css';

export const metadata: Metadata = { title: 'Sources' };

/** Addresses of sources that need attention, with the entries that have them. */
export default async function SourcesPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const person = await requireSignedIn();
  const { status, cursor } = await searchParams;
  const asked = sourceSearch
    .pick({ status: true, cursor: true })
    .safeParse({ ...(status ? { status } : {}), ...(cursor ? { cursor } : {}) });
  const filter = asked.success ? asked.data : {};
  const shown = filter.status ?? 'dead';
  const store = currentStore();
  const [{ items, next }, counts] = await Promise.all([listSources(store, filter), countSources(store)]);
  const environment = readEnvironment();
  const checks = environment.ok && environment.value.checkSources;
  const isFirst = filter.cursor === undefined;
  return (
    <>
      <PageTitle
        title="Sources"
        note="The links that published entries, drafts and pending changes cite, with the result of their last check."
        actions={
          <LinkButton href="/sources/publishers" variant="default">
            Publishers
          </LinkButton>
        }
      />
      <SourcesNav status={shown} counts={counts} />
      {!checks && (
        <div className={styles.sourcesNotice}>
          <Notice kind="warning" title="Link checking is off here (DATELINE_CHECK_SOURCES)." />
        </div>
      )}
      {items.length ? (
        <SourceList
          key={`${shown} ${typeof cursor === 'string' ? cursor : ''}`}
          items={items}
          mayWrite={may(person, 'entry.write')}
          checks={checks}
        />
      ) : (
        <EmptyState title={isFirst ? 'No links with this status.' : 'End of the list.'}>
          {isFirst && EMPTY[shown]}
        </EmptyState>
      )}
      <ListPages here={sourcesAddress(shown)} isFirst={isFirst} next={next} />
    </>
  );
}

const EMPTY = {
  dead:
    'Links appear here when a page is missing twice or its server does not respond for days, with the entries ' +
    'that cite them.',
  redirected: 'Links that redirect to another address appear here.',
  unreachable: 'Links whose last check failed appear here until they respond or are marked dead.',
  refused: 'Links whose sites block automated checks appear here; readers may still be able to open them.',
} as const;
