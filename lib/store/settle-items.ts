import type pg from 'pg';
import type { Day } from '../domain/day.ts';
import type { EventId } from '../domain/ids.ts';
import type { Actor } from '../domain/permission/actor.ts';
import type { SameEventReason } from '../domain/same-event.ts';
import type { Store } from './database.ts';

/** What an import found and only an editor can decide. */
export type SettleFinding =
  | { kind: 'same-event'; reasons: SameEventReason[] }
  | { kind: 'ambiguous-contexts'; path: string; lists: { list: string; read: string[] }[] }
  | { kind: 'missing-link'; path: string; links: { link: string; title: string }[] };

export type SettleKind = SettleFinding['kind'];

/** A finding with the day and the events that it is about. The key makes a second import find the same thing. */
export type FoundItem = { key: string; day: Day; events: EventId[]; finding: SettleFinding };

/** Puts findings before the editors. Returns the keys that are new. */
export async function addSettleItems(client: pg.ClientBase, items: readonly FoundItem[]): Promise<Set<string>> {
  const { rows } = await client.query<{ key: string }>(
    `INSERT INTO settle_item (kind, key, day, events, detail) SELECT n.kind, n.key, n.day, n.events, n.detail FROM ${ROWS} ORDER BY n.day, n.key
      ON CONFLICT (key) DO NOTHING RETURNING key`,
    [rowsOf(items)],
  );
  return new Set(rows.map((row) => row.key));
}

/** The keys among these findings that no import found before. */
export async function newSettleKeys(client: pg.ClientBase, items: readonly FoundItem[]): Promise<Set<string>> {
  const { rows } = await client.query<{ key: string }>(`SELECT n.key FROM ${ROWS} WHERE NOT EXISTS (SELECT FROM settle_item s WHERE s.key = n.key)`, [rowsOf(items)]);
  return new Set(rows.map((row) => row.key));
}

/** Groups of events that look like one, as they were found on these days. */
export async function knownGroups(client: pg.ClientBase, from: Day, to: Day): Promise<{ key: string; events: EventId[]; isSettled: boolean }[]> {
  const { rows } = await client.query<{ key: string; events: EventId[]; isSettled: boolean }>(
    `SELECT key, events, settled_at IS NOT NULL AS "isSettled" FROM settle_item WHERE kind = 'same-event' AND day BETWEEN $1::date AND $2::date`,
    [from, to],
  );
  return rows;
}

/** Takes questions back that a larger one holds. */
export async function removeOpenItems(client: pg.ClientBase, keys: readonly string[]): Promise<void> {
  if (keys.length) await client.query('DELETE FROM settle_item WHERE key = ANY($1::text[]) AND settled_at IS NULL', [keys]);
}

const ROWS = 'jsonb_to_recordset($1::jsonb) AS n (kind settle_kind, key text, day date, events int[], detail jsonb)';

function rowsOf(items: readonly FoundItem[]): string {
  return JSON.stringify(items.map(({ finding: { kind, ...detail }, ...item }) => ({ ...item, kind, detail })));
}

/** An item as somebody is about to settle it, with its events as they stand. */
export type ItemToSettle = { id: number; kind: SettleKind; settledAs: string | null; events: { id: EventId; title: string; stands: 'published' | 'withdrawn' | 'draft' }[] };

/** An item; undefined where there is none of this id. */
export async function readSettleItem(store: Store, id: number): Promise<ItemToSettle | undefined> {
  const [item] = await store.prisma.$queryRaw<ItemToSettle[]>`
    SELECT s.id, s.kind::text AS kind, s.settled_as AS "settledAs", coalesce((SELECT jsonb_agg(jsonb_build_object('id', e.id, 'title', e.title,
        'stands', CASE WHEN e.published_revision_id IS NOT NULL THEN 'published' WHEN e.withdrawn_at IS NOT NULL THEN 'withdrawn' ELSE 'draft' END) ORDER BY e.day, e.id)
        FROM event e WHERE e.id = ANY(s.events)), '[]') AS events
      FROM settle_item s WHERE s.id = ${id}`;
  return item;
}

/** Notes how an item was settled; of pages that are different events, that each two of them are not the same. False where somebody else was quicker. */
export async function closeSettleItem(store: Store, actor: Actor, id: number, as: string, detail: object): Promise<boolean> {
  const closed = await store.prisma.$executeRaw`
    WITH closed AS (UPDATE settle_item SET settled_at = now(), settled_by = ${actor.person}, settled_as = ${as} WHERE id = ${id} AND settled_at IS NULL RETURNING id, kind, events),
    apart AS (INSERT INTO refused_suggestion (event_id, kind, subject_id, person_id)
      SELECT a.event, 'duplicate', b.event, ${actor.person} FROM closed CROSS JOIN LATERAL unnest(closed.events) AS a (event) CROSS JOIN LATERAL unnest(closed.events) AS b (event)
       WHERE closed.kind = 'same-event' AND ${as}::text = 'different' AND a.event < b.event ON CONFLICT DO NOTHING)
    INSERT INTO audit_fact (actor_id, channel, verb, detail)
      SELECT ${actor.person}, ${actor.channel}::channel, 'settle', ${JSON.stringify({ item: id, as, ...detail })}::jsonb FROM closed`;
  return closed > 0;
}
