import type { ContextId } from '../domain/ids.ts';
import type { GramCounts, Knowledge, NamedContext } from '../domain/suggesting/context-evidence.ts';
import type { Queryable } from './published.ts';

/** What the archive knows of some words, with the names of the contexts that they may lead to, and what each context means since contexts were merged. */
export type WordKnowledge = Knowledge & { name(context: ContextId): string; meant(context: ContextId): ContextId };

type Gram = { key: number; events: number; contexts: ContextId[]; counts: number[] };
type Speaks = NamedContext & { key: number };
type Refusal = { key: number; context: ContextId; times: number };
type Context = { id: ContextId; meant: ContextId; name: string; uses: number };

/** A context that fewer of a gram's entries have is not looked up. */
const LEAST_SHARE = 0.05;

/** What the archive knows of these words, each by its key. `others` are contexts that are asked about besides. */
export async function readKnowledge(db: Queryable, keys: readonly number[], others: readonly ContextId[]): Promise<WordKnowledge> {
  const [grams, speaks, refusals] = await Promise.all([
    db.query<Gram>({ name: 'knowledge-grams', text: GRAMS, values: [keys] }),
    db.query<Speaks>({ name: 'knowledge-names', text: NAMES, values: [keys] }),
    db.query<Refusal>({ name: 'knowledge-refusals', text: REFUSALS, values: [keys] }),
  ]);
  const asked = new Set([...others, ...grams.rows.flatMap(likely), ...speaks.rows.map(({ context }) => context)]);
  const { rows } = await db.query<Context>({ name: 'knowledge-contexts', text: CONTEXTS, values: [[...asked]] });
  const meanings = new Map(rows.map((row) => [row.id, row.meant]));
  const contexts = new Map(rows.map((row) => [row.meant, row]));
  const meant = (context: ContextId) => meanings.get(context) ?? context;
  const counts = countsByKey(grams.rows, refusals.rows, meant);
  const named = namesByKey(speaks.rows, meant);
  return {
    counts: (key) => counts.get(key),
    named: (key) => named.get(key) ?? [],
    // One that nobody used yet is as new as one that was used once.
    uses: (context) => Math.max(1, contexts.get(context)?.uses ?? 0),
    name: (context) => contexts.get(context)?.name ?? '',
    meant,
  };
}

function likely({ events, contexts, counts }: Gram): ContextId[] {
  return contexts.filter((_, at) => (counts[at] ?? 0) >= LEAST_SHARE * events);
}

function countsByKey(grams: readonly Gram[], refusals: readonly Refusal[], meant: (context: ContextId) => ContextId): Map<number, GramCounts> {
  const refused = new Map<number, Map<ContextId, number>>();
  for (const { key, context, times } of refusals) sum(refused, key, meant(context), times);
  return new Map(
    grams.map(({ key, events, contexts, counts }) => {
      const uses = new Map<ContextId, number>();
      contexts.forEach((context, at) => {
        const id = meant(context);
        // Texts may have two contexts that mean one since: no more entries have it than there are.
        uses.set(id, Math.min(events, (uses.get(id) ?? 0) + (counts[at] ?? 0)));
      });
      const against = refused.get(key);
      return [key, against ? { events, uses, refusals: against } : { events, uses }];
    }),
  );
}

function sum(into: Map<number, Map<ContextId, number>>, key: number, context: ContextId, times: number): void {
  const of = into.get(key) ?? new Map<ContextId, number>();
  into.set(key, of.set(context, (of.get(context) ?? 0) + times));
}

function namesByKey(speaks: readonly Speaks[], meant: (context: ContextId) => ContextId): Map<number, NamedContext[]> {
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

const GRAMS = 'SELECT key::float8 AS key, events, contexts, counts FROM word_gram WHERE key = ANY($1::bigint[])';

const NAMES = 'SELECT key::float8 AS key, context_id AS context, form FROM spoken_name WHERE key = ANY($1::bigint[]) ORDER BY context_id';

const REFUSALS = 'SELECT key::float8 AS key, context_id AS context, count(*)::int AS times FROM gram_refusal WHERE key = ANY($1::bigint[]) GROUP BY key, context_id';

const CONTEXTS = `SELECT m.id, m.means AS meant, m.name, coalesce(u.events, 0) AS uses
  FROM context_meaning m LEFT JOIN context_use u ON u.context_id = m.means WHERE m.id = ANY($1::int[])`;
