import type { NotNull } from 'kysely';
import { live, publishedNaming } from '../../editorial/published/published.ts';
import type { Day } from '../../kernel/day.ts';
import type { EntryId } from '../../kernel/ids.ts';
import type { Store } from '../../platform/database/database.ts';
import { kysely } from '../../platform/database/kysely.ts';
import { anyOf, asDay } from '../../platform/database/sql-values.ts';

/** A published entry that names another one among its related ones. */
export type LinkingEntry = { id: EntryId; day: Day; title: string; path: string };

const MOST = 50;

/**
 * The published entries whose pages lead to this one, newest day first: a link is stored once and seen from both sides.
 */
export async function linkingEntries(store: Store, entry: EntryId): Promise<{ items: LinkingEntry[]; more: boolean }> {
  const naming = await publishedNaming(live(store.pool), [entry], [entry]);
  const items = await kysely(store.prisma)
    .selectFrom('entry')
    .select((eb) => ['id', asDay(eb.ref('day')).as('day'), 'title', 'path'])
    .where('id', '=', anyOf(naming))
    .where('path', 'is not', null)
    .$narrowType<{ path: NotNull }>()
    .orderBy('entry.day', 'desc')
    .orderBy('id', 'desc')
    .limit(MOST)
    .execute();
  return { items, more: naming.length > items.length };
}
