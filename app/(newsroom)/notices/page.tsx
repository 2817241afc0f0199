import type { Metadata } from 'next';
import { requireSignedIn } from '#app/session.ts';
import { NoticesScreen } from '#components/notices/notices-screen.tsx';
import { noticeSearch } from '#lib/notices/contract/notices.ts';
import { listNotices } from '#lib/notices/queries/notices.ts';
import { currentStore } from '#lib/platform/database/current.ts';

export const metadata: Metadata = { title: 'Notices' };

/** What happened to what concerns whoever is signed in. */
export default async function NoticesPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const person = await requireSignedIn();
  const { unread, kind, cursor } = await searchParams;
  const asked = noticeSearch
    .pick({ unread: true, kind: true, cursor: true })
    .safeParse({ ...(unread ? { unread } : {}), ...(kind ? { kind } : {}), ...(cursor ? { cursor } : {}) });
  const filter = asked.success ? asked.data : {};
  const { items, next } = await listNotices(currentStore(), person.id, filter);
  return (
    <NoticesScreen
      key={JSON.stringify(filter)}
      items={items}
      next={next}
      isFirst={filter.cursor === undefined}
      shown={{ unread: filter.unread ?? false, kind: filter.kind }}
    />
  );
}
