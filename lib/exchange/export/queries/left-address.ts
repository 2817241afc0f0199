import type { Store } from '../../../platform/database/database.ts';
import { kysely } from '../../../platform/database/kysely.ts';

/**
 * What became of a page that was at this path of the tree: the path that its readers are sent to, null where it was
 * withdrawn and they are sent nowhere. Undefined where no page ever was there. A path that a page had before it moved
 * leads to where that page is now, or on to where its own readers are sent.
 */
export async function leftAddressAt(store: Store, path: string): Promise<{ redirect: string | null } | undefined> {
  const db = kysely(store.prisma);
  const withdrawn = db.selectFrom('entry').select('id').where('path', '=', path).where('withdrawn_at', 'is not', null);
  const moved = db.selectFrom('former_path').select('entry_id as id').where('path', '=', path);
  return db
    .selectFrom(withdrawn.unionAll(moved).as('found'))
    .innerJoin('entry as e', 'e.id', 'found.id')
    .leftJoin('entry as t', 't.id', 'e.redirect_to')
    .select((eb) =>
      eb
        .case()
        .when('e.published_revision_id', 'is not', null)
        .then(eb.ref('e.path'))
        .else(eb.ref('t.path'))
        .end()
        .as('redirect'),
    )
    .executeTakeFirst();
}
