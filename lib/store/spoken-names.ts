import type pg from 'pg';
import type { ContextId } from '../domain/ids.ts';
import type { NamedContext } from '../domain/suggesting/context-evidence.ts';
import { keyOfPhrase } from '../domain/suggesting/grams.ts';
import { spokenForms } from '../domain/suggesting/spoken-names.ts';
import { copyRows } from './copy.ts';
import { takeDue } from './due.ts';

const AT_ONCE = 10_000;

type Named = { context: ContextId; name: string; aliases: string[] };
type Way = NamedContext & { key: number };

/** Keeps the ways in which texts may speak the names of contexts, for all whose names changed. The learners' lock is held. */
export async function learnNames(client: pg.ClientBase): Promise<void> {
  for (;;) {
    const { taken, ids } = await takeDue<ContextId>(client, 'naming_due', AT_ONCE);
    if (taken) await renew(client, ids);
    if (taken < AT_ONCE) return;
  }
}

async function renew(client: pg.ClientBase, contexts: readonly ContextId[]): Promise<void> {
  const { rows } = await client.query<Named>(
    `SELECT c.id AS context, c.name, array(SELECT a.name FROM context_alias a WHERE a.context_id = c.id) AS aliases FROM context c WHERE c.id = ANY($1::int[])`,
    [contexts],
  );
  await client.query('DELETE FROM spoken_name WHERE context_id = ANY($1::int[])', [contexts]);
  const ways = rows.flatMap(waysOf);
  await copyRows(
    client,
    'spoken_name',
    ['key', 'context_id', 'form'],
    ways.map(({ key, context, form }) => [key, context, form]),
  );
}

function waysOf({ context, name, aliases }: Named): Way[] {
  const ways = new Map<number, Way>(spokenForms(name).map(({ key, form }) => [key, { key, context, form }]));
  for (const alias of aliases) {
    const key = keyOfPhrase(alias);
    if (key !== undefined && !ways.has(key)) ways.set(key, { key, context, form: 'alias' });
  }
  return [...ways.values()];
}
