import { type Lendable, lentFields } from '../domain/context/merging.ts';
import type { ContextId } from '../domain/ids.ts';
import type { TimelineCursor } from '../schemas/contexts.ts';
import type { Store } from '../store/database.ts';
import { type ContextView, readTimeline, type TimelineEntry } from './contexts.ts';

type Side = Pick<ContextView, 'id' | 'name' | 'version' | 'kind' | 'description' | 'wikidataId' | 'events'>;

/** Everything that a merge touches, before it is done. */
export type MergePreview = {
  goes: Side;
  stays: Side;
  /** Published entries that have the one that goes; those that have both; the days on whose pages they stand; other entries that come to share the context. */
  touches: { events: number; both: number; days: number; beside: number };
  /** The names that lead to the one that stays from then on. */
  names: string[];
  /** The fields that the one that stays takes over, and those that both say, in which it keeps its own. */
  takes: Lendable[];
  keeps: Lendable[];
  items: TimelineEntry[];
  next: string | null;
};

const SHOWN = 20;

/** What merging one context into another would do; undefined where one of them does not exist or is merged already. */
export async function readMergePreview(
  store: Store,
  id: ContextId,
  into: ContextId,
  { cursor, limit = SHOWN }: { cursor?: TimelineCursor | undefined; limit?: number | undefined } = {},
): Promise<MergePreview | undefined> {
  const sides = await readSides(store, [id, into]);
  const [goes, stays] = [id, into].map((one) => sides.find((side) => side.id === one));
  if (!goes || !stays || id === into) return undefined;
  const [touches, { items, next }] = await Promise.all([readTouches(store, id, into), readTimeline(store, id, { cursor, limit })]);
  const takes = lentFields(said(goes), said(stays));
  const keeps = lentFields(said(goes), { kind: '', description: '', wikidataId: '' }).filter((field) => !takes.includes(field) && said(goes)[field] !== said(stays)[field]);
  const { names, ...from } = goes;
  const { names: _, ...to } = stays;
  return { goes: from, stays: to, touches, names, takes, keeps, items, next };
}

async function readTouches(store: Store, id: ContextId, into: ContextId): Promise<MergePreview['touches']> {
  const [row] = await store.prisma.$queryRaw<MergePreview['touches'][]>`
    WITH own AS MATERIALIZED (SELECT DISTINCT event_id, day FROM event_context WHERE context_id = ${id}),
    other AS MATERIALIZED (SELECT DISTINCT event_id FROM event_context WHERE context_id = ${into}),
    naming AS MATERIALIZED (SELECT r.id FROM revision r WHERE related_events(r.related) && ARRAY(SELECT event_id FROM own EXCEPT SELECT event_id FROM other)),
    beside AS (SELECT e.id FROM naming n JOIN event e ON e.published_revision_id = n.id JOIN other o ON o.event_id = e.id EXCEPT SELECT event_id FROM own)
    SELECT (SELECT count(*)::int FROM own) AS events, (SELECT count(*)::int FROM own JOIN other USING (event_id)) AS both,
           (SELECT count(DISTINCT day)::int FROM own) AS days, (SELECT count(*)::int FROM beside) AS beside`;
  return row ?? { events: 0, both: 0, days: 0, beside: 0 };
}

function said({ kind, description, wikidataId }: Side): Record<Lendable, string> {
  return { kind, description, wikidataId: wikidataId ?? '' };
}

/** Contexts that are not merged, each with its name, its aliases and those of whatever was merged into it. */
function readSides(store: Store, ids: readonly ContextId[]): Promise<(Side & { names: string[] })[]> {
  return store.prisma.$queryRaw`
    SELECT c.id, c.name, c.version, c.kind, c.description, c.wikidata_id AS "wikidataId", coalesce(u.events, 0) AS events,
           ARRAY(SELECT n.name FROM context o CROSS JOIN LATERAL (SELECT o.name, '' AS folded UNION ALL SELECT a.name, a.folded FROM context_alias a WHERE a.context_id = o.id) n
             WHERE o.id = c.id OR o.merged_into = c.id ORDER BY o.id <> c.id, o.folded, n.folded) AS names
      FROM context c LEFT JOIN context_use u ON u.context_id = c.id WHERE c.id = ANY(${[...ids]}::int[]) AND c.merged_into IS NULL`;
}
