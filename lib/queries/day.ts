import { inTodaysWords } from '../domain/context/meaning.ts';
import type { Day } from '../domain/day.ts';
import type { DayEntry, DayOrder, KeptDay } from '../domain/day-order.ts';
import type { OpenProposal } from '../domain/entry/proposal.ts';
import type { Purpose } from '../domain/entry/purpose.ts';
import type { ContextId, EventId } from '../domain/ids.ts';
import type { RevisionText } from '../domain/revision/text.ts';
import { dayPageOf, type ListedEvents, listedEventOf } from '../layout/compose-day.ts';
import type { Entry } from '../layout/entries.ts';
import { dayFolder } from '../layout/paths.ts';
import type { Store } from '../store/database.ts';
import { OPEN } from '../store/open-proposals.ts';
import { PURPOSE } from '../store/proposal-columns.ts';
import { live, readMeanings } from '../store/published.ts';
import { dayOrderFromRow, type RevisionRow, textFromRow } from '../store/rows.ts';

type OpenState = OpenProposal['state'];

/** An event as the day's screen lists it: its published text, or its proposal's while there is none, or the one that was withdrawn. */
export type DayEvent = {
  kind: 'event';
  event: EventId;
  topic: string;
  headline: string;
  summary: string;
  contexts: string[];
  published: boolean;
  /** `publishAt` (ISO) is when an approval given ahead takes effect; `movesTo` the other day that its text has. */
  proposal: { state: OpenState; openedBy: string; purpose: Purpose; publishAt: string | null; movesTo: Day | null } | null;
};

/** An event whose page stood on the day once, and where it stands now; `gone` where it was withdrawn there. */
export type DayLeft = { event: EventId; headline: string; day: Day; path: string; gone: boolean };

/** An entry of an imported day page whose own page the archive does not hold. */
export type DayMissing = { kind: 'missing'; title: string; body: string; link: string };

/** An entry in the day's order. `key` stays the same in any order; `line` is what the page says of it, null where it says nothing. */
export type Listed = { key: string; entry: DayEvent | DayMissing; line: Entry | null };

/**
 * A day as its screen shows it. `version` is the order that was read; `unlisted` is published, but the day's page does not
 * name it; `pending` is not published and has no place in the order yet; `withdrawn` was published once, and nobody works on it;
 * `left` are those that moved to other days.
 */
export type DayView = { day: Day; version: number; listed: Listed[]; unlisted: DayEvent[]; pending: DayEvent[]; withdrawn: DayEvent[]; left: DayLeft[] };

type OrderRow = { version: number; entries: DayEntry[] | null; kept: KeptDay | null };
type EventRow = {
  id: number;
  path: string | null;
  published: RevisionRow | null;
  proposed: RevisionRow | null;
  withdrawn: RevisionRow | null;
  state: OpenState | null;
  opened_by: string | null;
  publish_at: Date | null;
  purpose: Purpose;
};

/** Reads a day, in four queries served by indexes. A day without a row is an empty day at version 0. */
export async function readDay(store: Store, day: Day): Promise<DayView> {
  const { version, order } = await readOrder(store, day);
  const [events, left] = await Promise.all([readEvents(store, day, idsIn(order)), readLeft(store, day)]);
  return { ...viewOf(day, version, order, events, await readWords(store, events)), left };
}

async function readOrder(store: Store, day: Day): Promise<{ version: number; order: DayOrder }> {
  const [row] = await store.prisma.$queryRaw<OrderRow[]>`
    SELECT d.version, o.entries, o.kept FROM day d LEFT JOIN day_order o ON o.id = d.order_id WHERE d.day = ${day}::date`;
  return { version: row?.version ?? 0, order: dayOrderFromRow({ entries: row?.entries ?? [], kept: row?.kept ?? {} }) };
}

/** The events of the day and those that its page names, whichever day they are of. */
async function readEvents(store: Store, day: Day, listed: readonly number[]): Promise<EventRow[]> {
  return store.prisma.$queryRaw<EventRow[]>`
    SELECT e.id, e.path, to_jsonb(b) AS published, to_jsonb(c) AS proposed, to_jsonb(w) AS withdrawn, p.state::text AS state, opener.name AS opened_by, p.publish_at,
           ${PURPOSE} AS purpose
      FROM (SELECT id FROM event WHERE day = ${day}::date UNION SELECT id FROM event WHERE id = ANY(${listed}::int[])) found
      JOIN event e USING (id)
      LEFT JOIN revision b ON b.id = e.published_revision_id
      LEFT JOIN proposal p ON p.event_id = e.id AND p.state IN ${OPEN}
      LEFT JOIN revision c ON c.id = p.revision_id
      LEFT JOIN revision w ON e.withdrawn_at IS NOT NULL AND w.id = (SELECT revision_id FROM publication WHERE event_id = e.id ORDER BY id DESC LIMIT 1)
      LEFT JOIN person opener ON opener.id = p.opened_by
     ORDER BY e.id`;
}

/** How the texts of a day are read: in the words of today. */
type Reading = { textOf(row: RevisionRow): RevisionText; nameOf(id: ContextId): string };

async function readWords(store: Store, events: readonly EventRow[]): Promise<Reading> {
  const ids = events.flatMap((row) => (shownText(row)?.contexts ?? []) as ContextId[]);
  const { meanings, nameOf } = await readMeanings(live(store.pool), ids);
  return { textOf: (row) => inTodaysWords(textFromRow(row), meanings), nameOf };
}

function viewOf(day: Day, version: number, order: DayOrder, rows: EventRow[], words: Reading): Omit<DayView, 'left'> {
  const events = new Map(rows.flatMap((row) => eventOf(row, words)).map((event) => [event.event, event]));
  const linesOf = listedEvents(rows, words);
  const listed = order.entries.flatMap((entry, i): Listed[] => {
    const shown = 'missing' in entry ? missingOf(entry) : events.get(entry.event);
    const [line] = dayPageOf(day, { ...order, entries: [entry] }, '2017', linesOf).entries;
    return [{ key: keyOf(order, i), entry: shown ?? goneEvent(entry), line: line ?? null }];
  });
  const named = new Set<number>(idsIn(order));
  const rest = [...events.values()].filter((event) => !named.has(event.event));
  const hidden = rest.filter((event) => !event.published);
  return {
    day,
    version,
    listed,
    unlisted: rest.filter((event) => event.published),
    pending: hidden.filter((event) => event.proposal),
    withdrawn: hidden.filter((event) => !event.proposal),
  };
}

function shownText(row: EventRow): RevisionRow | null {
  return row.published ?? row.proposed ?? row.withdrawn;
}

/** A never published event whose only proposal was discarded has nothing to show. */
function eventOf(row: EventRow, { textOf, nameOf }: Reading): DayEvent[] {
  const stored = shownText(row);
  if (!stored) return [];
  const text = textOf(stored);
  return [
    {
      kind: 'event',
      event: row.id as EventId,
      topic: text.topic,
      headline: text.headline,
      summary: text.summary,
      contexts: text.contexts.map(nameOf),
      published: row.published !== null,
      proposal: proposalOf(row, text.day),
    },
  ];
}

function proposalOf(row: EventRow, day: Day): DayEvent['proposal'] {
  if (!row.state) return null;
  const movesTo = row.proposed && row.proposed.day !== day ? (row.proposed.day as Day) : null;
  return { state: row.state, openedBy: row.opened_by ?? '', purpose: row.purpose, publishAt: row.publish_at?.toISOString() ?? null, movesTo };
}

/** The pages that stood in the day's folder once (former_path_prefix_idx). */
async function readLeft(store: Store, day: Day): Promise<DayLeft[]> {
  const folder = dayFolder(day);
  return store.prisma.$queryRaw<DayLeft[]>`
    SELECT e.id AS event, e.title AS headline, e.day::text AS day, coalesce(e.path, '') AS path, e.published_revision_id IS NULL AS gone
      FROM former_path f JOIN event e ON e.id = f.event_id WHERE f.path ~>=~ ${`${folder}/`} AND f.path ~<~ ${`${folder}0`} AND e.day <> ${day}::date ORDER BY e.day, e.id`;
}

function listedEvents(rows: readonly EventRow[], { textOf, nameOf }: Reading): ListedEvents {
  const published = new Map(rows.flatMap((row) => (row.published && row.path ? [[row.id, listedEventOf(textOf(row.published), row.path, { contextName: nameOf })] as const] : [])));
  return (id) => published.get(id);
}

function missingOf(entry: Extract<DayEntry, { missing: string }>): DayMissing {
  return { kind: 'missing', title: entry.title, body: entry.body, link: entry.missing };
}

/** A place in the order whose event was discarded before it was ever published. It stays, because a reorder names every place. */
function goneEvent(entry: DayEntry): DayMissing {
  return { kind: 'missing', title: 'event' in entry ? `Entry ${entry.event}, which was discarded` : '', body: '', link: '' };
}

function keyOf(order: DayOrder, at: number): string {
  const name = (entry: DayEntry | undefined) => (entry && 'missing' in entry ? `page ${entry.missing}` : `event ${entry?.event}`);
  const own = name(order.entries[at]);
  const before = order.entries.slice(0, at).filter((entry) => name(entry) === own).length;
  return before ? `${own} ${before + 1}` : own;
}

function idsIn(order: DayOrder): number[] {
  return order.entries.flatMap((entry) => ('event' in entry ? [entry.event as number] : []));
}
