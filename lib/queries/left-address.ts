import type { Store } from '../store/database.ts';

/**
 * What became of a page that stood at this path of the tree: the path that its readers are sent to, null where it was withdrawn and they are sent
 * nowhere. Undefined where no page ever stood there. A path that a page had before it moved leads to where that page is now,
 * or on to where its own readers are sent.
 */
export async function leftAddressAt(store: Store, path: string): Promise<{ redirect: string | null } | undefined> {
  const [row] = await store.prisma.$queryRaw<{ redirect: string | null }[]>`
    SELECT CASE WHEN e.published_revision_id IS NOT NULL THEN e.path ELSE t.path END AS redirect
      FROM (SELECT id FROM event WHERE path = ${path} AND withdrawn_at IS NOT NULL UNION ALL SELECT event_id FROM former_path WHERE path = ${path}) found
      JOIN event e USING (id) LEFT JOIN event t ON t.id = e.redirect_to`;
  return row;
}
