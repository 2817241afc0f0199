import type { NotNull } from 'kysely';
import { live, publishedNaming } from '../../editorial/published/published.ts';
import type { Day } from '../../kernel/day.ts';
import type { EventId } from '../../kernel/ids.ts';
import type { Store } from '../../platform/database/database.ts';
import { kysely } from '../../platform/database/kysely.ts';
import { anyOf, asDay } from '../../platform/database/sql-values.ts';

/** A published event that names another one among its related ones. */
export type LinkingEvent = { id: EventId; day: Day; title: string; path: string };

const MOST = 50;

/**
 * The published events whose pages lead to this one, newest day first: a link is stored once and seen from both sides.
 */
export async function linkingEvents(store: Store, event: EventId): Promise<{ items: LinkingEvent[]; more: boolean }> {
  const naming = await publishedNaming(live(store.pool), [event], [event]);
  const items = await kysely(store.prisma)
    .selectFrom('event')
    .select((eb) => ['id', asDay(eb.ref('day')).as('day'), 'title', 'path'])
    .where('id', '=', anyOf(naming))
    .where('path', 'is not', null)
    .$narrowType<{ path: NotNull }>()
    .orderBy('event.day', 'desc')
    .orderBy('id', 'desc')
    .limit(MOST)
    .execute();
  return { items, more: naming.length > items.length };
}
