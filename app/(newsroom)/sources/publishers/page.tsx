import type { Metadata } from 'next';
import { requireSignedIn } from '#app/session.ts';
import { PublishersScreen } from '#components/sources/publishers-screen.tsx';
import { ListPages } from '#components/ui/list-pages.tsx';
import { EmptyState } from '#components/ui/messages/empty-state.tsx';
import { may } from '#lib/kernel/permission/table.ts';
import { currentStore } from '#lib/platform/database/current.ts';
import { publisherSearch } from '#lib/sources/contract/sources.ts';
import { listPublishers } from '#lib/sources/queries/publishers.ts';

export const metadata: Metadata = { title: 'Publishers' };

/** Publishers under their managed names, with their domains. */
export default async function PublishersPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const person = await requireSignedIn();
  const { q, cursor } = await searchParams;
  const asked = publisherSearch
    .pick({ q: true, cursor: true })
    .safeParse({ ...(q ? { q } : {}), ...(cursor ? { cursor } : {}) });
  const filter = asked.success ? asked.data : {};
  const { items, next } = await listPublishers(currentStore(), filter);
  const words = filter.q ?? '';
  return (
    <>
      <PublishersScreen items={items} q={words} mayManage={may(person, 'publisher.manage')} />
      {items.length === 0 && (
        <EmptyState title={words ? 'No matching publishers.' : 'No publishers yet.'}>
          {!words && 'Until you add some, a pasted link suggests the name that entries use most for its site.'}
        </EmptyState>
      )}
      <ListPages
        here={words ? `/sources/publishers?q=${encodeURIComponent(words)}` : '/sources/publishers'}
        isFirst={filter.cursor === undefined}
        next={next}
      />
    </>
  );
}
