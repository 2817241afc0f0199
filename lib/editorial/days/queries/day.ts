import { sql } from 'kysely';
import type { Day } from '../../../kernel/day.ts';
import { type ContextId, type EntryId, toId } from '../../../kernel/ids.ts';
import { type DayEntry, type DayOrder, placesOf } from '../../../kernel/newsroom/day-order.ts';
import { OPEN_STATES, type OpenProposal } from '../../../kernel/newsroom/proposal.ts';
import type { Purpose } from '../../../kernel/newsroom/purpose.ts';
import type { RevisionText } from '../../../kernel/revision/text.ts';
import { dayPageOf, type ListedEvents, listedEventOf } from '../../../layout/compose-day.ts';
import type { Entry } from '../../../layout/entries.ts';
import { dayFolder } from '../../../layout/paths.ts';
import type { Store } from '../../../platform/database/database.ts';
import { kysely } from '../../../platform/database/kysely.ts';
import { lastPublished, purpose } from '../../../platform/database/proposal-expressions.ts';
import { dayOrderFromRow, type RevisionRow, textFromRow } from '../../../platform/database/rows.ts';
import { anyOf, asDay, rowOrNull, startsWith, storedDay } from '../../../platform/database/sql-values.ts';
import { inTodaysWords } from '../../contexts/rules/meaning.ts';
import { readMeanings } from '../../contexts/store/meanings.ts';
import { live } from '../../published/published.ts';

type OpenState = OpenProposal['state'];

/**
 * An entry as the day's screen lists it: its published text, or its proposal's while there is none, or the one that was
 * withdrawn.
 */
export type BoardEntry = {
  kind: 'entry';
  entry: EntryId;
  topic: string;
  headline: string;
  summary: string;
  contexts: string[];
  published: boolean;
  /** `publishAt` (ISO) is when an approval given ahead takes effect; `movesTo` the other day that its text has. */
  proposal: {
    state: OpenState;
    openedBy: string;
    purpose: Purpose;
    publishAt: string | null;
    movesTo: Day | null;
  } | null;
};

/** An entry whose page was on the day once, and where it is now; `gone` where it was withdrawn there. */
export type LeftEntry = { entry: EntryId; headline: string; day: Day; path: string; gone: boolean };

/** An entry of an imported day page whose own page the archive does not hold. */
export type MissingEntry = { kind: 'missing'; title: string; body: string; link: string };

/**
 * An entry in the day's order. `key` stays the same in any order; `line` is what the page says about it, null where it
 * says nothing.
 */
export type ListedItem = { key: string; entry: BoardEntry | MissingEntry; line: Entry | null };

/**
 * A day as its screen shows it. `version` is the order that was read; `unlisted` is published, but the day's page does
 * not name it; `pending` is not published and has no place in the order yet; `withdrawn` was published once, and nobody
 * works on it;
 * `left` are those that moved to other days.
 */
export type DayView = {
  day: Day;
  version: number;
  listed: ListedItem[];
  unlisted: BoardEntry[];
  pending: BoardEntry[];
  withdrawn: BoardEntry[];
  left: LeftEntry[];
};

type EntryRow = Awaited<ReturnType<typeof readEntries>>[number];

/** Reads a day, in four queries served by indexes. A day without a row is an empty day at version 0. */
export async function readDay(store: Store, day: Day): Promise<DayView> {
  const { version, order } = await readOrder(store, day);
  const [entries, left] = await Promise.all([readEntries(store, day, idsIn(order)), readLeft(store, day)]);
  return { ...viewOf(day, version, order, entries, await readWords(store, entries)), left };
}

async function readOrder(store: Store, day: Day): Promise<{ version: number; order: DayOrder }> {
  const row = await kysely(store.prisma)
    .selectFrom('day as d')
    .leftJoin('day_order as o', 'o.id', 'd.order_id')
    .select(['d.version', 'o.entries', 'o.kept'])
    .where('d.day', '=', storedDay(day))
    .executeTakeFirst();
  return { version: row?.version ?? 0, order: dayOrderFromRow({ entries: row?.entries ?? [], kept: row?.kept ?? {} }) };
}

/** The entries of the day and those that its page names, whichever day they are of. */
async function readEntries(store: Store, day: Day, listed: readonly EntryId[]) {
  const db = kysely(store.prisma);
  const ofDay = db.selectFrom('entry').select('id').where('day', '=', storedDay(day));
  return db
    .selectFrom(ofDay.union(db.selectFrom('entry').select('id').where('id', '=', anyOf(listed))).as('found'))
    .innerJoin('entry as e', 'e.id', 'found.id')
    .leftJoin('revision as b', 'b.id', 'e.published_revision_id')
    .leftJoin('proposal as p', (on) => on.onRef('p.entry_id', '=', 'e.id').on('p.state', 'in', OPEN_STATES))
    .leftJoin('revision as c', 'c.id', 'p.revision_id')
    .leftJoin('revision as w', (on) => on.on('e.withdrawn_at', 'is not', null).on('w.id', '=', lastPublished))
    .leftJoin('person as opener', 'opener.id', 'p.opened_by')
    .select((eb) => [
      'e.id',
      'e.path',
      rowOrNull<'revision'>(eb.table('b')).as('published'),
      rowOrNull<'revision'>(eb.table('c')).as('proposed'),
      rowOrNull<'revision'>(eb.table('w')).as('withdrawn'),
      eb.ref('p.state').$castTo<OpenState | null>().as('state'),
      'opener.name as opened_by',
      'p.publish_at',
      purpose.as('purpose'),
    ])
    .orderBy('e.id')
    .execute();
}

/** How the texts of a day are read: in the words of today. */
type TextReader = { textOf(row: RevisionRow): RevisionText; nameOf(id: ContextId): string };

async function readWords(store: Store, entries: readonly EntryRow[]): Promise<TextReader> {
  const ids = entries.flatMap((row) => shownText(row)?.contexts ?? []);
  const { meanings, nameOf } = await readMeanings(live(store.pool), ids);
  return { textOf: (row) => inTodaysWords(textFromRow(row), meanings), nameOf };
}

function viewOf(
  day: Day,
  version: number,
  order: DayOrder,
  rows: EntryRow[],
  words: TextReader,
): Omit<DayView, 'left'> {
  const entries = new Map(rows.flatMap((row) => entryOf(row, words)).map((entry) => [entry.entry, entry]));
  const linesOf = listedEntries(rows, words);
  const places = placesOf(order);
  const listed = order.entries.flatMap((entry, i): ListedItem[] => {
    const shown = 'missing' in entry ? missingOf(entry) : entries.get(entry.entry);
    const [line] = dayPageOf(day, { ...order, entries: [entry] }, '2017', linesOf).entries;
    return [{ key: places[i] ?? '', entry: shown ?? goneEntry(entry), line: line ?? null }];
  });
  const named = new Set<number>(idsIn(order));
  const rest = [...entries.values()].filter((entry) => !named.has(entry.entry));
  const hidden = rest.filter((entry) => !entry.published);
  return {
    day,
    version,
    listed,
    unlisted: rest.filter((entry) => entry.published),
    pending: hidden.filter((entry) => entry.proposal),
    withdrawn: hidden.filter((entry) => !entry.proposal),
  };
}

function shownText(row: EntryRow): RevisionRow | null {
  return row.published ?? row.proposed ?? row.withdrawn;
}

/** A never published entry whose only proposal was discarded has nothing to show. */
function entryOf(row: EntryRow, { textOf, nameOf }: TextReader): BoardEntry[] {
  const stored = shownText(row);
  if (!stored) return [];
  const text = textOf(stored);
  return [
    {
      kind: 'entry',
      entry: toId<EntryId>(row.id),
      topic: text.topic,
      headline: text.headline,
      summary: text.summary,
      contexts: text.contexts.map(nameOf),
      published: row.published !== null,
      proposal: proposalOf(row, text.day),
    },
  ];
}

function proposalOf(row: EntryRow, day: Day): BoardEntry['proposal'] {
  if (!row.state) return null;
  const movesTo = row.proposed && row.proposed.day !== day ? row.proposed.day : null;
  return {
    state: row.state,
    openedBy: row.opened_by ?? '',
    purpose: row.purpose,
    publishAt: row.publish_at?.toISOString() ?? null,
    movesTo,
  };
}

/** The pages that was in the day's folder once (former_path_prefix_idx). */
async function readLeft(store: Store, day: Day): Promise<LeftEntry[]> {
  const folder = dayFolder(day);
  return kysely(store.prisma)
    .selectFrom('former_path as f')
    .innerJoin('entry as e', 'e.id', 'f.entry_id')
    .select((eb) => [
      'e.id as entry',
      'e.title as headline',
      asDay(eb.ref('e.day')).as('day'),
      eb.fn.coalesce('e.path', sql.lit('')).as('path'),
      eb('e.published_revision_id', 'is', null).$castTo<boolean>().as('gone'),
    ])
    .where((eb) => startsWith(eb.ref('f.path'), `${folder}/`))
    .where('e.day', '<>', storedDay(day))
    .orderBy('e.day')
    .orderBy('e.id')
    .execute();
}

function listedEntries(rows: readonly EntryRow[], { textOf, nameOf }: TextReader): ListedEvents {
  const published = new Map(
    rows.flatMap((row) =>
      row.published && row.path
        ? [[row.id, listedEventOf(textOf(row.published), row.path, { contextName: nameOf })] as const]
        : [],
    ),
  );
  return (id) => published.get(id);
}

function missingOf(entry: Extract<DayEntry, { missing: string }>): MissingEntry {
  return { kind: 'missing', title: entry.title, body: entry.body, link: entry.missing };
}

/**
 * A place in the order whose entry was discarded before it was ever published. It stays, because a reorder names every
 * place.
 */
function goneEntry(entry: DayEntry): MissingEntry {
  return {
    kind: 'missing',
    title: 'entry' in entry ? `Entry ${entry.entry}, which was discarded` : '',
    body: '',
    link: '',
  };
}

function idsIn(order: DayOrder): EntryId[] {
  return order.entries.flatMap((entry) => ('entry' in entry ? [entry.entry] : []));
}
