import type { Day } from '../domain/day.ts';
import type { Withdrawal } from '../domain/entry/proposal.ts';
import type { EventId } from '../domain/ids.ts';
import { renderDayPage } from '../layout/day-page.ts';
import { dayPath } from '../layout/paths.ts';
import type { Store } from '../store/database.ts';
import { readDay } from './day.ts';

/** An event where a withdrawal names it. */
type Named = { event: EventId; title: string; day: Day; path: string };

/** What the approval of a withdrawal does beside removing the page itself. */
export type WithdrawalChange = {
  reason: string;
  /** The event whose page readers are sent to; `published` is false where that page is gone by now. */
  redirect: (Named & { published: boolean }) | null;
  /** Published pages that name the event: they will leave it out. */
  namedBy: { items: Named[]; more: boolean };
  /** The day's page of edition 2017, before and after; null where it does not list the event, and `after` null where nothing is left on it. */
  day: { path: string; before: string; after: string | null } | null;
};

/** Why and when a page that is to come back was taken away. */
export type FormerWithdrawal = { reason: string; askedBy: string; approvedBy: string; at: string };

const MOST_NAMED = 50;

/** Reads what a withdrawal of `event`, which stands on `day`, would change for readers. */
export async function readWithdrawalChange(store: Store, event: EventId, day: Day, { reason, redirect }: Withdrawal): Promise<WithdrawalChange> {
  const [target, named, page] = await Promise.all([redirect === undefined ? null : readTarget(store, redirect), pagesNaming(store, event), dayWithout(store, event, day)]);
  return { reason, redirect: target, namedBy: { items: named.slice(0, MOST_NAMED), more: named.length > MOST_NAMED }, day: page };
}

/** The withdrawal that `event` stands under now; null where readers see its page, or never did. */
export async function readFormerWithdrawal(store: Store, event: EventId): Promise<FormerWithdrawal | null> {
  const [row] = await store.prisma.$queryRaw<(Omit<FormerWithdrawal, 'at'> & { at: Date })[]>`
    SELECT p.withdrawal_reason AS reason, asker.name AS "askedBy", approver.name AS "approvedBy", e.withdrawn_at AS at
      FROM event e JOIN proposal p ON p.event_id = e.id AND p.withdraws AND p.state = 'approved'
      JOIN person asker ON asker.id = p.opened_by JOIN person approver ON approver.id = p.decided_by
     WHERE e.id = ${event} AND e.withdrawn_at IS NOT NULL ORDER BY p.id DESC LIMIT 1`;
  return row ? { ...row, at: row.at.toISOString() } : null;
}

async function readTarget(store: Store, event: EventId): Promise<WithdrawalChange['redirect']> {
  const [row] = await store.prisma.$queryRaw<(Named & { published: boolean })[]>`
    SELECT id AS event, title, day::text AS day, coalesce(path, '') AS path, published_revision_id IS NOT NULL AS published FROM event WHERE id = ${event}`;
  return row ?? null;
}

/** The published texts that name the event (revision_related_events_idx), newest day first. */
async function pagesNaming(store: Store, event: EventId): Promise<Named[]> {
  return store.prisma.$queryRaw<Named[]>`
    SELECT e.id AS event, e.title, e.day::text AS day, e.path FROM revision r JOIN event e ON e.published_revision_id = r.id
     WHERE related_events(r.related) @> ARRAY[${event}::int] ORDER BY e.day DESC, e.id DESC LIMIT ${MOST_NAMED + 1}`;
}

async function dayWithout(store: Store, event: EventId, day: Day): Promise<WithdrawalChange['day']> {
  const { listed } = await readDay(store, day);
  const lines = listed.flatMap(({ entry, line }) => (line ? [{ line, own: entry.kind === 'event' && entry.event === event }] : []));
  const left = lines.flatMap(({ line, own }) => (own ? [] : [line]));
  if (left.length === lines.length) return null;
  const page = (entries: typeof left) => renderDayPage({ edition: '2017', day, entries });
  return { path: dayPath(day), before: page(lines.map(({ line }) => line)), after: left.length ? page(left) : null };
}
