import { type Expression, type NotNull, type SqlBool, sql } from 'kysely';
import { jsonArrayFrom, jsonObjectFrom } from 'kysely/helpers/postgres';
import type { Day } from '../../../kernel/day.ts';
import type { EntryId, PersonId, ProposalId } from '../../../kernel/ids.ts';
import type { NamedPerson } from '../../../kernel/named-person.ts';
import type { Purpose } from '../../../kernel/newsroom/purpose.ts';
import { reviewPlace } from '../../../kernel/newsroom/review-item.ts';
import { changesBetween, type FieldChange } from '../../../kernel/revision/changes.ts';
import { titleOf } from '../../../layout/title.ts';
import type { Store } from '../../../platform/database/database.ts';
import { kysely } from '../../../platform/database/kysely.ts';
import { authors, openThreads, purpose } from '../../../platform/database/proposal-expressions.ts';
import { textFromRow } from '../../../platform/database/rows.ts';
import { asDay, orNull, rowOf, rowOrNull } from '../../../platform/database/sql-values.ts';
import type { QueueFilter } from '../contract/review.ts';
import { type beside, orderOf } from './queue-conditions.ts';

/**
 * What everything in the queue says about itself: what it is called, whose it is, since when it waits, and where it is
 * decided. `id` is of that address.
 */
export type WaitingEntry = { id: number; link: string; title: string; submittedAt: string; authors: NamedPerson[] };

/**
 * A proposal that waits for a decision. `hash` is the content that the list shows the title of: what an approval from
 * the list is of.
 */
export type EntryItem = WaitingEntry & {
  kind: 'entry';
  entry: EntryId;
  proposal: ProposalId;
  hash: string;
  day: Day;
  purpose: Purpose;
  assignedTo: NamedPerson | null;
  schedule: { at: string; by: NamedPerson } | null;
  openThreads: number;
  note: string | null;
  /** Another text was published since it began. */
  isStale: boolean;
  /** What a small fix changes, whole; null for anything more. */
  smallFix: FieldChange[] | null;
};

type QueueRow = Awaited<ReturnType<typeof readRows>>[number];

/** The entries of a list of the queue that are asked for, longest waiting first, from behind a place. */
export async function readEntryItems(
  store: Store,
  filter: QueueFilter,
  asked: Expression<SqlBool>,
  behind: ReturnType<typeof beside>,
  limit: number,
): Promise<{ item: EntryItem; time: Date }[]> {
  const rows = await readRows(store, filter, asked, behind, limit);
  return rows.map((row) => ({
    item: itemFromRow(row),
    time: (filter.filter === 'scheduled' ? row.publish_at : null) ?? row.submitted_at,
  }));
}

function readRows(
  { prisma }: Store,
  filter: QueueFilter,
  asked: Expression<SqlBool>,
  behind: ReturnType<typeof beside>,
  limit: number,
) {
  const db = kysely(prisma);
  const order = orderOf(filter);
  const page = db
    .selectFrom('proposal as p')
    .selectAll('p')
    .where(asked)
    .where((eb) => behind({ time: order, id: eb.ref('p.id') }))
    .orderBy(order)
    .orderBy('p.id')
    .limit(limit);
  return db
    .selectFrom(page.as('p'))
    .innerJoin('entry as e', 'e.id', 'p.entry_id')
    .innerJoin('revision as r', 'r.id', 'p.revision_id')
    .leftJoin('revision as b', (on) =>
      on
        .onRef('b.id', '=', 'p.base_revision_id')
        .on('p.is_small', '=', true)
        .onRef('p.sized_revision_id', '=', 'p.revision_id'),
    )
    .select((eb) => {
      const person = eb.selectFrom('person as a').select(['a.id', 'a.name']);
      return [
        'p.id',
        'p.entry_id',
        'r.hash',
        asDay(eb.ref('r.day')).as('day'),
        'r.topic',
        'r.headline',
        purpose.as('purpose'),
        'p.submitted_at',
        'p.publish_at',
        'p.note',
        jsonArrayFrom(person.where((of) => of('a.id', '=', sql<PersonId>`any(${authors})`)).orderBy('a.id')).as(
          'authors',
        ),
        jsonObjectFrom(person.whereRef('a.id', '=', 'p.assigned_to')).as('assignee'),
        jsonObjectFrom(person.whereRef('a.id', '=', 'p.scheduled_by')).as('scheduler'),
        openThreads.as('threads'),
        eb('e.published_revision_id', 'is distinct from', eb.ref('p.base_revision_id'))
          .$castTo<boolean>()
          .as('is_stale'),
        rowOrNull<'revision'>(eb.table('b')).as('base'),
        orNull(eb.ref('b.id'), rowOf<'revision'>(eb.table('r'))).as('text'),
      ];
    })
    .where('p.submitted_at', 'is not', null)
    .$narrowType<{ submitted_at: NotNull }>()
    .orderBy(order)
    .orderBy('p.id')
    .execute();
}

function itemFromRow(row: QueueRow): EntryItem {
  return {
    kind: 'entry',
    id: row.entry_id,
    link: reviewPlace({ kind: 'entry', id: row.entry_id }),
    entry: row.entry_id,
    proposal: row.id,
    hash: row.hash,
    day: row.day,
    title: titleOf(row.topic, row.headline),
    purpose: row.purpose,
    submittedAt: row.submitted_at.toISOString(),
    authors: row.authors,
    assignedTo: row.assignee,
    schedule: row.publish_at && row.scheduler ? { at: row.publish_at.toISOString(), by: row.scheduler } : null,
    openThreads: row.threads,
    note: row.note,
    isStale: row.is_stale,
    smallFix: row.base && row.text ? changesBetween(textFromRow(row.base), textFromRow(row.text)) : null,
  };
}
