import { savedIds } from '../domain/context/meaning.ts';
import type { ContextId, EventId } from '../domain/ids.ts';
import type { FieldProblem } from '../domain/refusals.ts';
import type { EntryInput } from '../domain/revision/revise.ts';
import type { Store } from './database.ts';
import { live, readMeanings } from './published.ts';
import type { Transaction } from './transaction.ts';

/** The contexts of a text as they are saved: as the text before has them where nothing else is meant, else as they are meant today. */
export async function contextsToSave(store: Store, before: readonly ContextId[], contexts: readonly ContextId[]): Promise<ContextId[]> {
  if (!contexts.length) return [];
  return savedIds(before, contexts, (await readMeanings(live(store.pool), [...before, ...contexts])).meanings);
}

/** Which of these are no contexts of the vocabulary. */
export async function unknownContexts(tx: Pick<Transaction, '$queryRaw'>, ids: readonly ContextId[]): Promise<ContextId[]> {
  if (!ids.length) return [];
  const rows = await tx.$queryRaw<{ id: ContextId }[]>`SELECT id FROM unnest(${[...ids]}::int[]) AS id WHERE NOT EXISTS (SELECT FROM context c WHERE c.id = id.id)`;
  return rows.map((row) => row.id);
}

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
