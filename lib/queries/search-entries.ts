import type { Day } from '../domain/day.ts';
import type { Purpose } from '../domain/entry/purpose.ts';
import type { EventId } from '../domain/ids.ts';
import type { EntrySearch, EntryState } from '../schemas/entry-search.ts';
import type { Store } from '../store/database.ts';
import { Prisma } from '../store/generated/client.ts';
import { PURPOSE } from '../store/proposal-columns.ts';
import { wordsOf } from './find-events.ts';

/** An entry of the list: its title, where it stands with its readers, and the open proposal beside it. Times are ISO; `hash` is the exact content. */
export type ListedEntry = {
  event: EventId;
  day: Day;
  title: string;
  published: boolean;
  withdrawn: boolean;
  proposal: {
    state: 'draft' | 'in_review' | 'changes_requested';
    purpose: Purpose;
    hash: string;
    openedBy: string;
    assignedTo: string | null;
    publishAt: string | null;
    at: string;
  } | null;
};

const USUAL_PAGE = 25;

const OPEN = Prisma.sql`('draft', 'in_review', 'changes_requested')`;

/** A page of the list of entries, newest day first, and the cursor of the next page. Each filter is served by an index of its own. */
export async function searchEntries(store: Store, search: EntrySearch): Promise<{ items: ListedEntry[]; next: string | null }> {
  const limit = search.limit ?? USUAL_PAGE;
  const rows = await store.prisma.$queryRaw<ListedEntry[]>`
    SELECT e.id AS event, e.day::text AS day, e.title, e.published_revision_id IS NOT NULL AS published, e.withdrawn_at IS NOT NULL AS withdrawn,
           CASE WHEN p.id IS NOT NULL THEN jsonb_build_object('state', p.state, 'purpose', ${PURPOSE}, 'hash', r.hash, 'openedBy', o.name, 'assignedTo', a.name,
             'publishAt', ${iso(Prisma.sql`p.publish_at`)}, 'at', ${iso(Prisma.sql`p.updated_at`)}) END AS proposal
      FROM (SELECT e.* FROM event e WHERE ${Prisma.join(conditions(search), ' AND ')} ORDER BY e.day DESC, e.id DESC LIMIT ${limit + 1}) e
      LEFT JOIN proposal p ON p.event_id = e.id AND p.state IN ${OPEN}
      LEFT JOIN revision r ON r.id = p.revision_id LEFT JOIN person o ON o.id = p.opened_by LEFT JOIN person a ON a.id = p.assigned_to
     ORDER BY e.day DESC, e.id DESC`;
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, next: rows.length > limit && last ? `${last.day}.${last.event}` : null };
}

function iso(at: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`to_char(${at} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
}

function conditions({ ids, q, from, to, state, author, assigned, channel, cursor }: EntrySearch): Prisma.Sql[] {
  const asked = [Prisma.sql`true`];
  if (ids) asked.push(Prisma.sql`e.id = ANY(${ids}::int[])`);
  if (q) asked.push(Prisma.sql`e.search @@ ${wordsOf(q)}`);
  if (from) asked.push(Prisma.sql`e.day >= ${from}::date`);
  if (to) asked.push(Prisma.sql`e.day <= ${to}::date`);
  if (state) asked.push(STATES[state]);
  if (author) asked.push(Prisma.sql`e.id IN (SELECT event_id FROM revision WHERE author_id = ${author})`);
  if (assigned) asked.push(Prisma.sql`e.id IN (SELECT event_id FROM proposal WHERE assigned_to = ${assigned} AND state = 'in_review')`);
  if (channel) asked.push(Prisma.sql`e.id IN (SELECT event_id FROM revision WHERE ${CHANNELS[channel]})`);
  if (cursor) asked.push(Prisma.sql`(e.day, e.id) < (${cursor.day}::date, ${cursor.id}::int)`);
  return asked;
}

const inState = (condition: Prisma.Sql) => Prisma.sql`e.id IN (SELECT event_id FROM proposal WHERE ${condition})`;

const STATES: Readonly<Record<EntryState, Prisma.Sql>> = {
  draft: inState(Prisma.sql`state = 'draft'`),
  'in-review': inState(Prisma.sql`state = 'in_review' AND publish_at IS NULL`),
  'sent-back': inState(Prisma.sql`state = 'changes_requested'`),
  scheduled: inState(Prisma.sql`publish_at IS NOT NULL`),
  'open-change': Prisma.sql`e.published_revision_id IS NOT NULL AND ${inState(Prisma.sql`state IN ${OPEN}`)}`,
  published: Prisma.sql`e.published_revision_id IS NOT NULL`,
  withdrawn: Prisma.sql`e.withdrawn_at IS NOT NULL`,
};

/** Said as constants: the index of texts that did not come by import is found by that. */
const CHANNELS: Readonly<Record<NonNullable<EntrySearch['channel']>, Prisma.Sql>> = {
  screen: Prisma.sql`channel = 'screen' AND channel <> 'import'`,
  api: Prisma.sql`channel = 'api' AND channel <> 'import'`,
  cli: Prisma.sql`channel = 'cli' AND channel <> 'import'`,
  import: Prisma.sql`channel = 'import'`,
};
