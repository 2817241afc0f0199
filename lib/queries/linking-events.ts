import type { Day } from '../domain/day.ts';
import type { EventId } from '../domain/ids.ts';
import type { Store } from '../store/database.ts';
import { live, publishedNaming } from '../store/published.ts';

/** A published event that names another one among its related ones. */
export type LinkingEvent = { id: EventId; day: Day; title: string; path: string };

const MOST = 50;

/** The published events whose pages lead to this one, newest day first: a link is stored once and seen from both sides. */
export async function linkingEvents(store: Store, event: EventId): Promise<{ items: LinkingEvent[]; more: boolean }> {
  const naming = await publishedNaming(live(store.pool), [event], [event]);
  const items = await store.prisma.$queryRaw<LinkingEvent[]>`
    SELECT id, day::text AS day, title, path FROM event WHERE id = ANY(${naming}::int[]) ORDER BY event.day DESC, id DESC LIMIT ${MOST}`;
  return { items, more: naming.length > items.length };
}
