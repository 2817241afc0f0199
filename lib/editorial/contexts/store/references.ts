import { type Expression, type RawBuilder, sql } from 'kysely';
import type { FieldProblem } from '../../../kernel/app-error.ts';
import type { ContextId, EntryId } from '../../../kernel/ids.ts';
import type { EntryInput } from '../../../kernel/revision/revise.ts';
import { kysely } from '../../../platform/database/kysely.ts';
import { anyOf, list, rowsOf } from '../../../platform/database/sql-values.ts';
import type { Database, Transaction } from '../../../platform/database/transaction.ts';
import { live } from '../../published/published.ts';
import { savedIds } from '../rules/meaning.ts';
import { readMeanings } from './meanings.ts';

/**
 * The contexts of a text as they are saved: as the text before has them where nothing else is meant, else as they are
 * meant today.
 */
export async function contextsToSave(
  { pool }: Pick<Database, 'pool'>,
  before: readonly ContextId[],
  contexts: readonly ContextId[],
): Promise<ContextId[]> {
  if (!contexts.length) return [];
  return savedIds(before, contexts, (await readMeanings(live(pool), [...before, ...contexts])).meanings);
}

/** Which of these are no contexts of the vocabulary. */
export async function unknownContexts(tx: Transaction, ids: readonly ContextId[]): Promise<ContextId[]> {
  if (!ids.length) return [];
  const rows = await kysely(tx)
    .selectFrom(rowsOf('asked', { id: list.ints(ids) }))
    .select('asked.id')
    .where((eb) => eb.not(eb.exists(eb.selectFrom('context as c').select('c.id').whereRef('c.id', '=', 'asked.id'))))
    .execute();
  return rows.map((row) => row.id);
}

/** The fields that name a context or an entry which does not exist, or the entry itself (`own`). */
export async function unknownReferences(
  db: Pick<Database, 'prisma'>,
  input: EntryInput,
  own?: EntryId,
): Promise<FieldProblem[]> {
  const entries = input.related.flatMap((item) => ('entry' in item ? [item.entry] : []));
  if (!entries.length && !input.contexts.length) return [];
  const read = kysely(db.prisma);
  const found = await read
    .selectNoFrom([
      idsOf(read.selectFrom('context').select('id').where('id', '=', anyOf(input.contexts))).as('contexts'),
      idsOf(read.selectFrom('entry').select('id').where('id', '=', anyOf(entries))).as('entries'),
    ])
    .executeTakeFirst();
  const contexts = new Set<number>(found?.contexts);
  const known = new Set<number>(found?.entries);
  return [
    ...input.contexts.flatMap((id, i) =>
      contexts.has(id) ? [] : [{ field: `contexts.${i}`, message: `is not a known context (${id}).` }],
    ),
    ...input.related.flatMap((item, i) => {
      if (!('entry' in item)) return [];
      if (item.entry === own)
        return [{ field: `related.${i}`, message: 'is this entry itself. Choose another entry.' }];
      return known.has(item.entry)
        ? []
        : [{ field: `related.${i}`, message: `is not an entry of the archive (${item.entry}).` }];
    }),
  ];
}

function idsOf<Id extends number>(rows: Expression<{ id: Id }>): RawBuilder<Id[]> {
  return sql`array(${rows})`;
}
