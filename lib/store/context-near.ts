import type pg from 'pg';
import { type NearReason, nearness } from '../domain/context/nearness.ts';
import type { ContextId } from '../domain/ids.ts';
import { takeDue } from './due.ts';
import type { Queryable } from './published.ts';

/** A context whose name or alias looks like another name. */
export type NearContext = { id: ContextId; name: string; alias: string | null; events: number; reason: NearReason };

/** How alike the trigrams of two names have to be for a closer look. */
const CLOSE_ENOUGH = 0.5;
const MOST_LOOKED_AT = 20;

/** The contexts whose names or aliases look like a name that somebody is about to give; none of `except`. The nearest first. */
export async function contextsNear(db: Queryable, name: string, except: readonly ContextId[] = []): Promise<NearContext[]> {
  const { rows } = await db.query<{ asked: string; folded: string; alias: string | null; id: ContextId; name: string; events: number }>({
    name: 'contexts-near',
    text: `SELECT fold($1) AS asked, f.folded, f.alias, m.means AS id, m.name, coalesce(u.events, 0) AS events FROM (
        (SELECT id, folded, NULL AS alias, folded <-> fold($1) AS far FROM context WHERE folded % fold($1) ORDER BY far LIMIT ${MOST_LOOKED_AT})
        UNION ALL (SELECT context_id, folded, name, folded <-> fold($1) FROM context_alias WHERE folded % fold($1) ORDER BY 4 LIMIT ${MOST_LOOKED_AT})) f
      JOIN context_meaning m ON m.id = f.id LEFT JOIN context_use u ON u.context_id = m.means
     WHERE m.means <> ALL($2::int[]) ORDER BY f.far, m.means`,
    values: [name, [...except]],
  });
  const found = rows.flatMap(({ asked, folded, ...row }) => {
    const near = nearness(asked, folded);
    return near ? [{ ...row, ...near }] : [];
  });
  const once = found.filter((row, i) => found.findIndex(({ id }) => id === row.id) === i);
  return once.sort((a, b) => b.score - a.score || b.events - a.events).map(({ score: _, ...row }) => row);
}

type Pair = { asked: ContextId; name: string; other: ContextId; folded: string };

/**
 * Compares the names of up to `most` contexts that wait for it with all others, in the transaction of `client`: each once, behind
 * the change of its name. Returns how many waited.
 */
export async function compareNext(client: pg.ClientBase, most: number): Promise<number> {
  const { taken, ids: due } = await takeDue<ContextId>(client, 'context_near_due', most);
  if (!taken) return 0;
  await client.query(`SELECT set_config('pg_trgm.similarity_threshold', '${CLOSE_ENOUGH}', true)`);
  const { rows: pairs } = await client.query<Pair>(CLOSE, [due]);
  const near = pairs.flatMap(({ asked, name, other, folded }) => {
    const found = nearness(name, folded);
    return found ? [{ low: Math.min(asked, other), high: Math.max(asked, other), ...found }] : [];
  });
  await client.query('DELETE FROM context_near WHERE low_id = ANY($1::int[]) OR high_id = ANY($1::int[])', [due]);
  await client.query(
    `INSERT INTO context_near (low_id, high_id, reason, score) SELECT DISTINCT ON (1, 2) * FROM unnest($1::int[], $2::int[], $3::text[], $4::real[]) AS n ON CONFLICT DO NOTHING`,
    [near.map((one) => one.low), near.map((one) => one.high), near.map((one) => one.reason), near.map((one) => one.score)],
  );
  return taken;
}

const CLOSE = `SELECT c.id AS asked, c.folded AS name, o.id AS other, o.folded
  FROM context c CROSS JOIN LATERAL (SELECT o.id, o.folded FROM context o WHERE o.folded % c.folded AND o.id <> c.id AND o.merged_into IS NULL ORDER BY o.folded <-> c.folded LIMIT ${MOST_LOOKED_AT}) o
 WHERE c.id = ANY($1::int[]) AND c.merged_into IS NULL`;
