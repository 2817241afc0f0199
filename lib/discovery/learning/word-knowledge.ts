import { sql } from 'kysely';
import type { ContextId } from '../../kernel/ids.ts';
import { keptStatements, type Queryable, type Statements } from '../../platform/database/kysely.ts';
import { anyKey, anyOf, asNumber, count } from '../../platform/database/sql-values.ts';
import type { GramCounts, NamedContext, WordCounts } from '../suggestions/rules/context-evidence.ts';

/**
 * What the archive knows of some words, with the names of the contexts that they may lead to, and what each context
 * means since contexts were merged.
 */
export type WordKnowledge = WordCounts & { name(context: ContextId): string; meant(context: ContextId): ContextId };

type GramRow = Awaited<ReturnType<typeof readGrams>>[number];
type SpokenNameRow = Awaited<ReturnType<typeof readNames>>[number];
type DismissedUse = Awaited<ReturnType<typeof readDismissedUses>>[number];

/** A context that fewer of a gram's entries have is not looked up. */
const LEAST_SHARE = 0.05;

/** What the archive knows of these words, each by its key. `others` are contexts that are asked about besides. */
export async function readKnowledge(
  on: Queryable,
  keys: readonly number[],
  others: readonly ContextId[],
): Promise<WordKnowledge> {
  const db = keptStatements(on);
  // One after the other: `on` may be one connection.
  const grams = await readGrams(db, keys);
  const speaks = await readNames(db, keys);
  const dismissals = await readDismissedUses(db, keys);
  const rows = await readContexts(db, [
    ...new Set([...others, ...grams.flatMap(likely), ...speaks.map(({ context }) => context)]),
  ]);
  const meanings = new Map(rows.map((row) => [row.id, row.meant]));
  const contexts = new Map(rows.map((row) => [row.meant, row]));
  const meant = (context: ContextId) => meanings.get(context) ?? context;
  const counts = countsByKey(grams, dismissals, meant);
  const named = namesByKey(speaks, meant);
  return {
    counts: (key) => counts.get(key),
    named: (key) => named.get(key) ?? [],
    // One that nobody used yet is as new as one that was used once.
    uses: (context) => Math.max(1, contexts.get(context)?.uses ?? 0),
    name: (context) => contexts.get(context)?.name ?? '',
    meant,
  };
}

function likely({ entries, contexts, counts }: GramRow): ContextId[] {
  return contexts.filter((_, at) => (counts[at] ?? 0) >= LEAST_SHARE * entries);
}

function countsByKey(
  grams: readonly GramRow[],
  dismissals: readonly DismissedUse[],
  meant: (context: ContextId) => ContextId,
): Map<number, GramCounts> {
  const dismissed = new Map<number, Map<ContextId, number>>();
  for (const { key, context, times } of dismissals) sum(dismissed, key, meant(context), times);
  return new Map(
    grams.map(({ key, entries, contexts, counts }) => {
      const uses = new Map<ContextId, number>();
      contexts.forEach((context, at) => {
        const id = meant(context);
        // Texts may have two contexts that mean one since: no more entries have it than there are.
        uses.set(id, Math.min(entries, (uses.get(id) ?? 0) + (counts[at] ?? 0)));
      });
      const against = dismissed.get(key);
      return [key, against ? { entries, uses, dismissals: against } : { entries, uses }];
    }),
  );
}

function sum(into: Map<number, Map<ContextId, number>>, key: number, context: ContextId, times: number): void {
  const of = into.get(key) ?? new Map<ContextId, number>();
  into.set(key, of.set(context, (of.get(context) ?? 0) + times));
}

function namesByKey(
  speaks: readonly SpokenNameRow[],
  meant: (context: ContextId) => ContextId,
): Map<number, NamedContext[]> {
  const named = new Map<number, NamedContext[]>();
  for (const { key, context, form } of speaks) {
    const id = meant(context);
    // The name of one that was merged is an alias of the one that it was merged into.
    const way: NamedContext = { context: id, form: id === context || form !== 'whole' ? form : 'alias' };
    const list = named.get(key) ?? [];
    if (!list.some((other) => other.context === id)) list.push(way);
    named.set(key, list);
  }
  return named;
}

function readGrams(db: Statements, keys: readonly number[]) {
  return db
    .selectFrom('word_gram')
    .select((eb) => [asNumber(eb.ref('key')).as('key'), 'entries', 'contexts', 'counts'])
    .where('key', '=', anyKey(keys))
    .execute();
}

function readNames(db: Statements, keys: readonly number[]) {
  return db
    .selectFrom('spoken_name')
    .select((eb) => [asNumber(eb.ref('key')).as('key'), 'context_id as context', 'form'])
    .where('key', '=', anyKey(keys))
    .orderBy('context_id')
    .execute();
}

function readDismissedUses(db: Statements, keys: readonly number[]) {
  return db
    .selectFrom('gram_dismissal')
    .select((eb) => [asNumber(eb.ref('key')).as('key'), 'context_id as context', count.as('times')])
    .where('key', '=', anyKey(keys))
    .groupBy(['key', 'context_id'])
    .execute();
}

function readContexts(db: Statements, ids: readonly ContextId[]) {
  return db
    .selectFrom('context_meaning as m')
    .leftJoin('context_use as u', 'u.context_id', 'm.means')
    .select((eb) => ['m.id', 'm.means as meant', 'm.name', eb.fn.coalesce('u.entries', sql.lit(0)).as('uses')])
    .where('m.id', '=', anyOf(ids))
    .execute();
}
