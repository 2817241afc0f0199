import type pg from 'pg';
import type { ContextId } from '../domain/ids.ts';

/** A context that a written name means: its id, the vocabulary's own name for it, whether a page may keep its own spelling of it, and whether it means that by a merge. */
export type Meant = { id: ContextId; name: string; spelled: boolean; joined: boolean };

/** Every name and alias of the vocabulary. */
export async function allNames(client: pg.ClientBase): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>('SELECT name FROM context UNION ALL SELECT name FROM context_alias');
  return rows.map((row) => row.name);
}

/** What these names mean, case and accents aside; names that nobody knows are left out. */
export async function meaningsOf(client: pg.ClientBase, names: readonly string[]): Promise<Map<string, Meant>> {
  const { rows } = await client.query<MeaningRow>({ name: 'meanings-of', text: `WITH ${KNOWN} SELECT written, id, name, spelled, joined FROM known`, values: [names] });
  return meanings(rows);
}

/**
 * What these names mean, case and accents aside. Names that nobody knows are added to the vocabulary, the first spelling of
 * each; what is there already stays as it is.
 */
export async function learnMeanings(client: pg.ClientBase, names: readonly string[]): Promise<Map<string, Meant>> {
  const { rows } = await client.query<MeaningRow>({ name: 'learn-meanings', text: LEARN, values: [names] });
  const found = meanings(rows);
  // Somebody may have added one of them in the meantime: it was waited for, and is known now.
  const late = names.filter((name) => !found.has(name));
  if (late.length) for (const [name, meant] of await meaningsOf(client, late)) found.set(name, meant);
  return found;
}

/** These names as the vocabulary compares them, case and accents aside. */
export async function foldedNames(client: pg.ClientBase, names: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await client.query<{ name: string; folded: string }>('SELECT n.name, fold(n.name) AS folded FROM unnest($1::text[]) AS n (name)', [names]);
  return new Map(rows.map((row) => [row.name, row.folded]));
}

type MeaningRow = { written: string; id: number; name: string; spelled: boolean; joined: boolean };

function meanings(rows: readonly MeaningRow[]): Map<string, Meant> {
  return new Map(rows.map((row) => [row.written, { id: row.id as ContextId, name: row.name, spelled: row.spelled, joined: row.joined }]));
}

/** Each name is folded once: that is most of the work. */
const KNOWN = `asked AS MATERIALIZED (SELECT n.name, fold(n.name) AS folded, n.ord FROM unnest($1::text[]) WITH ORDINALITY AS n (name, ord)),
  known AS MATERIALIZED (
    SELECT n.name AS written, n.folded, m.means AS id, m.name, m.spelled, m.means <> m.id AS joined FROM asked n JOIN context c ON c.folded = n.folded JOIN context_meaning m ON m.id = c.id
    UNION SELECT n.name, n.folded, m.means, m.name, m.spelled, m.means <> m.id FROM asked n JOIN context_alias a ON a.folded = n.folded JOIN context_meaning m ON m.id = a.context_id)`;

const LEARN = `WITH ${KNOWN},
  news AS (SELECT DISTINCT ON (folded) name, ord FROM asked n WHERE NOT EXISTS (SELECT FROM known k WHERE k.folded = n.folded) ORDER BY folded, ord),
  added AS (INSERT INTO context (name) SELECT name FROM news ORDER BY ord ON CONFLICT (folded) DO NOTHING RETURNING id, name, folded)
  SELECT written, id, name, spelled, joined FROM known UNION ALL SELECT n.name, a.id, a.name, true, false FROM asked n JOIN added a ON a.folded = n.folded`;
