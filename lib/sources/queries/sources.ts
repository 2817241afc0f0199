import { type Expression, expressionBuilder, type NotNull, sql } from 'kysely';
import type { Day } from '../../kernel/day.ts';
import type { EntryId } from '../../kernel/ids.ts';
import type { Store } from '../../platform/database/database.ts';
import { kysely } from '../../platform/database/kysely.ts';
import { asDay, count } from '../../platform/database/sql-values.ts';
import type { Tables } from '../../platform/database/tables.ts';
import { ATTENTION_STATUSES, type AttentionStatus, type SourceCursor } from '../contract/sources.ts';
import { isCurrent } from './evidence.ts';

/** An entry that has an address now. */
type SourceEntry = { entry: EntryId; day: Day; title: string; name: string; published: boolean };

/**
 * An address that somebody may have to look at, with the entries that have it: five of them, and how many more there
 * are.
 */
export type ListedSource = {
  id: number;
  url: string;
  status: AttentionStatus;
  since: string;
  httpStatus: number | null;
  redirect: string | null;
  problem: string | null;
  checkedAt: string | null;
  nextCheckAt: string | null;
  seenAt: string | null;
  archived: string | null;
  entries: SourceEntry[];
  more: number;
};

export type SourcesPage = { items: ListedSource[]; next: string | null };
type SourceFilter = {
  status?: AttentionStatus | undefined;
  cursor?: SourceCursor | undefined;
  limit?: number | undefined;
};
type SourceRow = Awaited<ReturnType<typeof readPage>>[number];

const USUAL_PAGE = 25;
const ENTRIES_NAMED = 5;

/** Addresses of current texts that are dead (or as `status` says), those that came to it last first. */
export async function listSources(
  store: Store,
  { status = 'dead', cursor, limit = USUAL_PAGE }: SourceFilter = {},
): Promise<SourcesPage> {
  const rows = await readPage(store, status, cursor, limit + 1);
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return { items: page.map(listed), next: rows.length > limit && last ? `${last.since.getTime()}.${last.id}` : null };
}

/** Said as constants: the index of addresses that need attention is found by them. */
const CARED = ATTENTION_STATUSES.map((status) => sql.lit(status));

function readPage(store: Store, status: AttentionStatus, cursor: SourceCursor | undefined, limit: number) {
  return kysely(store.prisma)
    .selectFrom('source_address as a')
    .innerJoinLateral(
      (eb) =>
        eb
          .selectFrom(entriesWith(eb.ref('a.id')).as('f'))
          .select((of) => [
            count.as('n'),
            sql<SourceEntry[]>`jsonb_path_query_array(jsonb_agg(${of.ref('f.described')}
              ORDER BY ${of.ref('f.day')} DESC, ${of.ref('f.entry')} DESC),
              ${`$[0 to ${ENTRIES_NAMED - 1}]`}::jsonpath)`.as('entries'),
          ])
          .as('u'),
      (on) => on.onTrue(),
    )
    .select([
      'a.id',
      'a.url',
      'a.status_at as since',
      'a.http_status as httpStatus',
      'a.redirect',
      'a.problem',
      'a.checked_at as checkedAt',
      'a.next_check_at as nextCheckAt',
      'a.seen_at as seenAt',
      'a.archived',
      'u.entries',
      'u.n',
    ])
    .select(sql<AttentionStatus>`${sql.val(status)}::text`.as('status'))
    .where('a.status', '=', status)
    .where('a.status', 'in', CARED)
    .where('a.status_at', 'is not', null)
    .$narrowType<{ since: NotNull }>()
    .where('u.n', '>', 0)
    .$if(cursor !== undefined, (found) =>
      found.where((eb) =>
        eb(eb.refTuple('a.status_at', 'a.id'), '<', eb.tuple(new Date(cursor?.at ?? 0), cursor?.id ?? 0)),
      ),
    )
    .orderBy('a.status_at', 'desc')
    .orderBy('a.id', 'desc')
    .limit(limit)
    .execute();
}

const at = expressionBuilder<Tables, never>();

/** The entries that have an address in what readers see, or in what somebody proposes. */
function entriesWith(address: Expression<number>) {
  return at
    .selectFrom('source_use as s')
    .innerJoin('entry as e', 'e.id', 's.entry_id')
    .select((eb) => [
      'e.id as entry',
      'e.day',
      sql<SourceEntry>`jsonb_build_object('entry', ${eb.ref('e.id')}, 'day', ${asDay(eb.ref('e.day'))}, 'title',
        ${eb.ref('e.title')},
        'name', ${eb.fn.max('s.name')}, 'published',
        bool_or(${eb('e.published_revision_id', '=', eb.ref('s.revision_id'))}) IS TRUE)`.as('described'),
    ])
    .where('s.address_id', '=', address)
    .where(isCurrent)
    .groupBy('e.id');
}

/** How many addresses of current texts are in each way, each counted up to `most`. */
export async function countSources(store: Store, most = 100): Promise<Record<AttentionStatus, number>> {
  const db = kysely(store.prisma);
  const found = (status: AttentionStatus) =>
    db
      .selectFrom('source_address as a')
      .select('a.id')
      .where('a.status', '=', sql.lit(status))
      .where('a.status', 'in', CARED)
      .where((eb) =>
        eb.exists(
          eb.selectFrom('source_use as s').select('s.entry_id').whereRef('s.address_id', '=', 'a.id').where(isCurrent),
        ),
      )
      .limit(most);
  const counted = (status: AttentionStatus) =>
    db.selectFrom(found(status).as('found')).select(count.as('count')).$asScalar().$notNull().as(status);
  return db
    .selectNoFrom(ATTENTION_STATUSES.map(counted))
    .$castTo<Record<AttentionStatus, number>>()
    .executeTakeFirstOrThrow();
}

function listed({ n, ...row }: SourceRow): ListedSource {
  return {
    ...row,
    since: row.since.toISOString(),
    checkedAt: row.checkedAt?.toISOString() ?? null,
    nextCheckAt: row.nextCheckAt?.toISOString() ?? null,
    seenAt: row.seenAt?.toISOString() ?? null,
    more: n - row.entries.length,
  };
}
