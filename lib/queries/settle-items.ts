import type { Day } from '../domain/day.ts';
import type { EventId } from '../domain/ids.ts';
import type { SameEventReason } from '../domain/same-event.ts';
import { SETTLE_KINDS, type SettleCursor } from '../schemas/settle.ts';
import type { Store } from '../store/database.ts';
import { Prisma } from '../store/generated/client.ts';
import type { SettleFinding, SettleKind } from '../store/settle-items.ts';

/** An event that an item is about. */
type SettleEvent = { id: EventId; title: string; path: string | null; published: boolean };

type Details = {
  'same-event': { reasons: string[] };
  'ambiguous-contexts': Omit<Extract<SettleFinding, { kind: 'ambiguous-contexts' }>, 'kind'>;
  'missing-link': Omit<Extract<SettleFinding, { kind: 'missing-link' }>, 'kind'>;
};

/** Something that an import found and that waits for an editor. */
export type SettleItem = {
  [Kind in SettleKind]: { id: number; kind: Kind; day: Day; events: SettleEvent[]; detail: Details[Kind]; foundAt: string };
}[SettleKind];

/** A page of the list, the cursor of the next page, and how much of each kind is open. */
export type SettlePage = { items: SettleItem[]; next: string | null; counts: Record<SettleKind, number> };

const USUAL_PAGE = 20;

const REASONS: Readonly<Record<SameEventReason, string>> = {
  'named-as-version': 'One names another as its earlier version.',
  'same-title': 'They have the same title.',
  'near-title': 'Their titles or addresses differ in a few words or letters only.',
  'changed-number': 'Their titles differ in numbers only.',
  'same-sources': 'They have the same sources.',
  'shared-source': 'They share a source.',
  'same-summary': 'They have the same summary.',
  'near-days': 'They stand a few days apart.',
};

/** What is open, pages that look like one event first. Nothing in it is settled by itself. */
export async function listSettleItems(
  store: Store,
  { kind, cursor, limit = USUAL_PAGE }: { kind?: SettleKind | undefined; cursor?: SettleCursor | undefined; limit?: number | undefined } = {},
): Promise<SettlePage> {
  const rows = await store.prisma.$queryRaw<SettleItem[]>`
    SELECT s.id, s.kind::text AS kind, s.day::text AS day, s.detail, to_char(s.found_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "foundAt",
      coalesce((SELECT jsonb_agg(jsonb_build_object('id', e.id, 'title', e.title, 'path', e.path, 'published', e.published_revision_id IS NOT NULL) ORDER BY e.day, e.id)
        FROM event e WHERE e.id = ANY(s.events)), '[]') AS events
      FROM settle_item s WHERE ${Prisma.join(conditions(kind, cursor), ' AND ')} ORDER BY s.kind, s.id LIMIT ${limit + 1}`;
  const items = rows.slice(0, limit).map(inWords);
  const last = items.at(-1);
  return { items, next: rows.length > limit && last ? `${last.kind}.${last.id}` : null, counts: await countOpen(store) };
}

function conditions(kind: SettleKind | undefined, cursor: SettleCursor | undefined): Prisma.Sql[] {
  const asked = [Prisma.sql`s.settled_at IS NULL`];
  if (kind) asked.push(Prisma.sql`s.kind = ${kind}::settle_kind`);
  if (cursor) asked.push(Prisma.sql`(s.kind, s.id) > (${cursor.kind}::settle_kind, ${cursor.id}::int)`);
  return asked;
}

export async function countOpen(store: Store): Promise<Record<SettleKind, number>> {
  const rows = await store.prisma.$queryRaw<{ kind: SettleKind; n: number }[]>`
    SELECT kind::text AS kind, count(*)::int AS n FROM settle_item WHERE settled_at IS NULL GROUP BY kind`;
  const found = new Map(rows.map((row) => [row.kind, row.n]));
  return Object.fromEntries(SETTLE_KINDS.map((kind) => [kind, found.get(kind) ?? 0])) as Record<SettleKind, number>;
}

function inWords(row: SettleItem): SettleItem {
  if (row.kind !== 'same-event') return row;
  return { ...row, detail: { reasons: row.detail.reasons.map((reason) => REASONS[reason as SameEventReason]) } };
}
