import type pg from 'pg';
import type { ContextId } from '../domain/ids.ts';

/** A context that a written name means: its id, and the vocabulary's own name for it. */
export type Meant = { id: ContextId; name: string };

/** Every name and alias of the vocabulary. */
export async function allNames(client: pg.ClientBase): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>('SELECT name FROM context UNION ALL SELECT name FROM context_alias');
  return rows.map((row) => row.name);
}

/** What these names mean, case and accents aside; names that nobody knows are left out. */
export async function meaningsOf(client: pg.ClientBase, names: readonly string[]): Promise<Map<string, Meant>> {
  const { rows } = await client.query<{ written: string; id: number; name: string }>({
    name: 'meanings-of',
    text: `SELECT n.name AS written, c.id, c.name FROM unnest($1::text[]) AS n (name) JOIN context c ON c.folded = fold(n.name)
      UNION SELECT n.name, c.id, c.name FROM unnest($1::text[]) AS n (name) JOIN context_alias a ON a.folded = fold(n.name) JOIN context c ON c.id = a.context_id`,
    values: [names],
  });
  return new Map(rows.map((row) => [row.written, { id: row.id as ContextId, name: row.name }]));
}

/** Adds these names to the vocabulary, the first spelling of each; what is there already stays as it is. */
export async function addNames(client: pg.ClientBase, names: readonly string[]): Promise<void> {
  await client.query(
    `INSERT INTO context (name) SELECT name FROM (SELECT DISTINCT ON (fold(name)) name, ord FROM unnest($1::text[]) WITH ORDINALITY AS n (name, ord) ORDER BY fold(name), ord) first
      ORDER BY ord ON CONFLICT (folded) DO NOTHING`,
    [names],
  );
}
