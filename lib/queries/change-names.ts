import type { Day } from '../domain/day.ts';
import type { ContextId, EventId } from '../domain/ids.ts';
import type { RevisionText } from '../domain/revision/text.ts';
import type { Store } from '../store/database.ts';
import { kysely } from '../store/kysely.ts';
import { contextNames } from '../store/meanings.ts';
import { live } from '../store/published.ts';
import { anyOf, asDay } from '../store/sql-values.ts';

/** How events and contexts are called where a change names them. */
export type ChangeNames = {
  contexts: { id: ContextId; name: string }[];
  events: { id: EventId; title: string; day: Day }[];
};

/** The names of whatever these texts refer to. */
export async function readChangeNames(store: Store, texts: readonly RevisionText[]): Promise<ChangeNames> {
  const contexts = await contextNames(live(store.pool), [...new Set(texts.flatMap((text) => text.contexts))]);
  const events = await kysely(store.prisma)
    .selectFrom('event')
    .select((eb) => ['id', 'title', asDay(eb.ref('day')).as('day')])
    .where('id', '=', anyOf(relatedIds(texts)))
    .execute();
  return { contexts: [...contexts].map(([id, name]) => ({ id, name })), events };
}

/** The events of the archive that these texts name. */
export function relatedIds(texts: readonly RevisionText[]): EventId[] {
  return [...new Set(texts.flatMap((text) => text.related.flatMap((item) => ('event' in item ? [item.event] : []))))];
}
