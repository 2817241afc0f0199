import type { NotNull } from 'kysely';
import type { Day } from '../../../kernel/day.ts';
import type { ContextId, EntryId } from '../../../kernel/ids.ts';
import type { Store } from '../../../platform/database/database.ts';
import { kysely } from '../../../platform/database/kysely.ts';
import { asDay, storedDay } from '../../../platform/database/sql-values.ts';
import type { TimelineCursor } from '../contract/contexts.ts';

const USUAL_PAGE = 50;

/** A published entry of a timeline. */
export type TimelineEntry = { entry: EntryId; day: Day; title: string; path: string };

/** The published entries that have a context, newest first, from behind a cursor. */
export async function readTimeline(
  store: Store,
  id: ContextId,
  { cursor, limit = USUAL_PAGE }: { cursor?: TimelineCursor | undefined; limit?: number | undefined } = {},
): Promise<{ items: TimelineEntry[]; next: string | null }> {
  const db = kysely(store.prisma);
  const found = db
    .selectFrom('entry_context as x')
    .select(['x.day', 'x.entry_id'])
    .distinct()
    .where('x.context_id', '=', id)
    .orderBy('x.day', 'desc')
    .orderBy('x.entry_id', 'desc')
    .limit(limit + 1);
  const page = cursor
    ? found.where((eb) => eb(eb.refTuple('x.day', 'x.entry_id'), '<', eb.tuple(storedDay(cursor.day), cursor.entry)))
    : found;
  const rows = await db
    .selectFrom(page.as('x'))
    .innerJoin('entry as e', 'e.id', 'x.entry_id')
    .select((eb) => ['e.id as entry', asDay(eb.ref('x.day')).as('day'), 'e.title', 'e.path'])
    .where('e.path', 'is not', null)
    .$narrowType<{ path: NotNull }>()
    .orderBy('x.day', 'desc')
    .orderBy('x.entry_id', 'desc')
    .execute();
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, next: rows.length > limit && last ? `${last.day}.${last.entry}` : null };
}
