import { sql } from 'kysely';
import type pg from 'pg';
import type { ContextId } from '../../kernel/ids.ts';
import { copyRows } from '../../platform/database/copy.ts';
import { takeContextsDue } from '../../platform/database/due.ts';
import { kysely, type Statements } from '../../platform/database/kysely.ts';
import { anyOf } from '../../platform/database/sql-values.ts';
import type { NamedContext } from '../suggestions/rules/context-evidence.ts';
import { keyOfPhrase } from '../suggestions/rules/grams.ts';
import { spokenForms } from '../suggestions/rules/spoken-names.ts';

const AT_ONCE = 10_000;

type NamedRow = Awaited<ReturnType<typeof readNamed>>[number];
type SpokenNameRow = NamedContext & { key: number };

/**
 * Keeps the ways in which texts may speak the names of contexts, for all whose names changed. The learners' lock is
 * held.
 */
export async function learnNames(client: pg.ClientBase): Promise<void> {
  for (;;) {
    const { taken, ids } = await takeContextsDue(client, 'naming_due', AT_ONCE);
    if (taken) await renew(client, ids);
    if (taken < AT_ONCE) return;
  }
}

async function renew(client: pg.ClientBase, contexts: readonly ContextId[]): Promise<void> {
  const db = kysely(client);
  const rows = await readNamed(db, contexts);
  await db.deleteFrom('spoken_name').where('context_id', '=', anyOf(contexts)).execute();
  const ways = rows.flatMap(waysOf);
  await copyRows(
    client,
    'spoken_name',
    ['key', 'context_id', 'form'],
    ways.map(({ key, context, form }) => [key, context, form]),
  );
}

function readNamed(db: Statements, contexts: readonly ContextId[]) {
  return db
    .selectFrom('context as c')
    .select((eb) => {
      const aliases = eb.selectFrom('context_alias as a').select('a.name').whereRef('a.context_id', '=', 'c.id');
      return ['c.id as context', 'c.name', sql<string[]>`array(${aliases})`.as('aliases')];
    })
    .where('c.id', '=', anyOf(contexts))
    .execute();
}

function waysOf({ context, name, aliases }: NamedRow): SpokenNameRow[] {
  const ways = new Map<number, SpokenNameRow>(spokenForms(name).map(({ key, form }) => [key, { key, context, form }]));
  for (const alias of aliases) {
    const key = keyOfPhrase(alias);
    if (key !== undefined && !ways.has(key)) ways.set(key, { key, context, form: 'alias' });
  }
  return [...ways.values()];
}
