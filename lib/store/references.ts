import type { EventId } from '../domain/ids.ts';
import type { FieldProblem } from '../domain/refusals.ts';
import type { EntryInput } from '../domain/revision/revise.ts';
import type { Store } from './database.ts';

/** The fields that name a context or an event which does not exist, or the entry itself (`own`). */
export async function unknownReferences(store: Store, input: EntryInput, own?: EventId): Promise<FieldProblem[]> {
  const events = input.related.flatMap((item) => ('event' in item ? [item.event as number] : []));
  if (!events.length && !input.contexts.length) return [];
  const [found] = await store.prisma.$queryRaw<{ contexts: number[]; events: number[] }[]>`
    SELECT ARRAY(SELECT id FROM context WHERE id = ANY(${input.contexts as number[]}::int[])) AS contexts,
           ARRAY(SELECT id FROM event WHERE id = ANY(${events}::int[])) AS events`;
  const contexts = new Set(found?.contexts);
  const known = new Set(found?.events);
  return [
    ...input.contexts.flatMap((id, i) => (contexts.has(id) ? [] : [{ field: `contexts.${i}`, message: `is not a known context (${id}).` }])),
    ...input.related.flatMap((item, i) => {
      if (!('event' in item)) return [];
      if (item.event === own) return [{ field: `related.${i}`, message: 'is this entry itself. Choose another event.' }];
      return known.has(item.event) ? [] : [{ field: `related.${i}`, message: `is not an event of the archive (${item.event}).` }];
    }),
  ];
}
