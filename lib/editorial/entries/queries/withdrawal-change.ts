import { type NotNull, sql } from 'kysely';
import type { Day } from '../../../kernel/day.ts';
import type { EntryId } from '../../../kernel/ids.ts';
import type { Withdrawal } from '../../../kernel/newsroom/proposal.ts';
import { renderDayPage } from '../../../layout/day-page.ts';
import { dayPath } from '../../../layout/paths.ts';
import type { Store } from '../../../platform/database/database.ts';
import { kysely } from '../../../platform/database/kysely.ts';
import { lastWithdrawal } from '../../../platform/database/proposal-expressions.ts';
import { asDay } from '../../../platform/database/sql-values.ts';
import { readDay } from '../../days/queries/day.ts';

/** An entry where a withdrawal names it. */
type RedirectEntry = { entry: EntryId; title: string; day: Day; path: string };

/** What the approval of a withdrawal does beside removing the page itself. */
export type WithdrawalChange = {
  reason: string;
  /** The entry whose page readers are sent to; `published` is false where that page is gone by now. */
  redirect: (RedirectEntry & { published: boolean }) | null;
  /** Published pages that name the entry: they will leave it out. */
  namedBy: { items: RedirectEntry[]; more: boolean };
  /**
   * The day's page of edition 2017, before and after; null where it does not list the entry, and `after` null where
   * nothing is left on it.
   */
  day: { path: string; before: string; after: string | null } | null;
};

/** Why and when a page that is to come back was taken away. */
export type FormerWithdrawal = { reason: string; askedBy: string; approvedBy: string; at: string };

const MOST_NAMED = 50;

/** Reads what a withdrawal of `entry`, which is on `day`, would change for readers. */
export async function readWithdrawalChange(
  store: Store,
  entry: EntryId,
  day: Day,
  { reason, redirect }: Withdrawal,
): Promise<WithdrawalChange> {
  const [target, named, page] = await Promise.all([
    redirect === undefined ? null : readTarget(store, redirect),
    pagesNaming(store, entry),
    dayWithout(store, entry, day),
  ]);
  return {
    reason,
    redirect: target,
    namedBy: { items: named.slice(0, MOST_NAMED), more: named.length > MOST_NAMED },
    day: page,
  };
}

/** The withdrawal that `entry` is under now; null where readers see its page, or never did. */
export async function readFormerWithdrawal(store: Store, entry: EntryId): Promise<FormerWithdrawal | null> {
  const row = await kysely(store.prisma)
    .selectFrom('entry as e')
    .innerJoinLateral(
      (eb) =>
        lastWithdrawal(eb.ref('e.id'))
          .select(['p.opened_by', 'p.decided_by', 'p.withdrawal_reason'])
          .$narrowType<{ withdrawal_reason: NotNull }>()
          .as('p'),
      (on) => on.onTrue(),
    )
    .innerJoin('person as asker', 'asker.id', 'p.opened_by')
    .innerJoin('person as approver', 'approver.id', 'p.decided_by')
    .select([
      'p.withdrawal_reason as reason',
      'asker.name as askedBy',
      'approver.name as approvedBy',
      'e.withdrawn_at as at',
    ])
    .where('e.id', '=', entry)
    .where('e.withdrawn_at', 'is not', null)
    .$narrowType<{ at: NotNull }>()
    .executeTakeFirst();
  return row ? { ...row, at: row.at.toISOString() } : null;
}

async function readTarget(store: Store, entry: EntryId): Promise<WithdrawalChange['redirect']> {
  const row = await kysely(store.prisma)
    .selectFrom('entry')
    .select((eb) => [
      'id as entry',
      'title',
      asDay(eb.ref('day')).as('day'),
      eb.fn.coalesce('path', sql.lit('')).as('path'),
      eb('published_revision_id', 'is not', null).$castTo<boolean>().as('published'),
    ])
    .where('id', '=', entry)
    .executeTakeFirst();
  return row ?? null;
}

/** The published texts that name the entry (revision_related_events_idx), newest day first. */
function pagesNaming(store: Store, entry: EntryId): Promise<RedirectEntry[]> {
  return kysely(store.prisma)
    .selectFrom('revision as r')
    .innerJoin('entry as e', 'e.published_revision_id', 'r.id')
    .select((eb) => ['e.id as entry', 'e.title', asDay(eb.ref('e.day')).as('day'), 'e.path'])
    .where((eb) => sql<boolean>`related_entries(${eb.ref('r.related')}) @> ARRAY[${entry}::int]`)
    .where('e.path', 'is not', null)
    .$narrowType<{ path: NotNull }>()
    .orderBy('e.day', 'desc')
    .orderBy('e.id', 'desc')
    .limit(MOST_NAMED + 1)
    .execute();
}

async function dayWithout(store: Store, entry: EntryId, day: Day): Promise<WithdrawalChange['day']> {
  const { listed } = await readDay(store, day);
  const lines = listed.flatMap(({ entry: shown, line }) =>
    line ? [{ line, own: shown.kind === 'entry' && shown.entry === entry }] : [],
  );
  const left = lines.flatMap(({ line, own }) => (own ? [] : [line]));
  if (left.length === lines.length) return null;
  const page = (entries: typeof left) => renderDayPage({ edition: '2017', day, entries });
  return { path: dayPath(day), before: page(lines.map(({ line }) => line)), after: left.length ? page(left) : null };
}
