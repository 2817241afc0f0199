import type { Store } from '../store/database.ts';

/** Whether a page at this path of the tree was withdrawn, and the path of the page that its readers are sent to. */
export async function withdrawnPageAt(store: Store, path: string): Promise<{ redirect: string | null } | undefined> {
  const [row] = await store.prisma.$queryRaw<{ redirect: string | null }[]>`
    SELECT t.path AS redirect FROM event e LEFT JOIN event t ON t.id = e.redirect_to WHERE e.path = ${path} AND e.withdrawn_at IS NOT NULL`;
  return row;
}
