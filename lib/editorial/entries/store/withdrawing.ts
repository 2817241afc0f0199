import { sql } from 'kysely';
import { recordEvents } from '../../../audit/store/audit.ts';
import { logging, notifyListeners } from '../../../audit/store/change-log.ts';
import type { Day } from '../../../kernel/day.ts';
import type { EntryId, ProposalId, RevisionId } from '../../../kernel/ids.ts';
import { type DayOrder, withoutEntry } from '../../../kernel/newsroom/day-order.ts';
import type { MergedRevision, OpenProposal } from '../../../kernel/newsroom/proposal.ts';
import type { Actor } from '../../../kernel/permission/actor.ts';
import { insertFrom } from '../../../platform/database/insert-from.ts';
import { kysely } from '../../../platform/database/kysely.ts';
import { OPEN } from '../../../platform/database/proposal-expressions.ts';
import { dayOrderFromRow } from '../../../platform/database/rows.ts';
import { asDay, literal, now, storedDay } from '../../../platform/database/sql-values.ts';
import { Rollback, type Transaction } from '../../../platform/database/transaction.ts';
import { lockDay, writeOrders } from '../../days/store/day-writing.ts';
import type { NewOrder } from '../../published/page-place.ts';
import type { ApprovalNotes, WithdrawalApproval } from '../rules/approve.ts';
import type { EntrySnapshot } from './entry-snapshot.ts';
import { closeProposal } from './publishing.ts';

/**
 * Takes a published page away, inside `tx`: closes the proposal where it still is at its version, leaves the entry
 * its path and its history, takes it off its day's list and records who approved that. Other texts that name it keep
 * naming it; their pages leave it out. Takes the transaction back where something moved, the page readers are sent to
 * included.
 */
export async function takeAway(
  tx: Transaction,
  actor: Actor,
  snapshot: EntrySnapshot,
  proposal: OpenProposal,
  move: WithdrawalApproval,
  notes: Omit<ApprovalNotes, 'hands'> = {},
): Promise<{ path: string }> {
  const { entry, day, path } = snapshot;
  if (path === undefined) throw new Error(`Entry ${entry} is published without a path.`);
  await closeProposal(tx, actor, proposal);
  const redirect = move.redirect === undefined ? undefined : await lockTarget(tx, move.redirect);
  const order = withoutEntry(await lockOrder(tx, day), entry);
  const orders = order ? [{ day, order }] : [];
  const sentOn = move.redirect === undefined ? {} : { redirectTo: move.redirect };
  const payload = { ...notes, revision: move.revision, hash: move.hash, ...sentOn };
  await recordEvents(tx, actor, { type: 'withdraw', entry: entry, proposal: proposal.id, payload });
  await logGone(tx, actor, { entry, path, day, redirect }, move.redirect ?? null, orders);
  return { path };
}

/** A published page that is about to go into another one: held, with its day, until the commit. */
export type HeldEntry = { entry: EntryId; revision: RevisionId; path: string; day: Day };

/**
 * Holds the entry that a proposal merges, and its day. Takes the transaction back where it is not as it was merged
 * any more, or somebody works on it. To be called before anything is published, so that days are locked before the
 * archive's state.
 */
export async function lockMergedEntry(tx: Transaction, { entry, revision }: MergedRevision): Promise<HeldEntry> {
  const row = await kysely(tx)
    .selectFrom('entry as e')
    .select((eb) => [eb.ref('e.path').$notNull().as('path'), asDay(eb.ref('e.day')).as('day')])
    .where('e.id', '=', entry)
    .where('e.published_revision_id', '=', revision)
    .where(({ exists, not, selectFrom }) =>
      not(
        exists(
          selectFrom('proposal as p').select('p.id').whereRef('p.entry_id', '=', 'e.id').where('p.state', 'in', OPEN),
        ),
      ),
    )
    .forUpdate()
    .executeTakeFirst();
  if (!row) throw new Rollback({ code: 'merged-moved' });
  await lockDay(tx, row.day);
  return { entry, revision, ...row };
}

/**
 * Takes the page away that went into `into`, whose page is at `path`: its readers are sent there, and so is whoever is
 * named it by other pages.
 */
export async function withdrawMergedEntry(
  tx: Transaction,
  actor: Actor,
  gone: HeldEntry,
  into: { entry: EntryId; path: string; proposal: ProposalId },
): Promise<void> {
  const order = withoutEntry(await lockOrder(tx, gone.day), gone.entry);
  const orders = order ? [{ day: gone.day, order }] : [];
  // It is a withdrawal like any other, asked for with the merge: whatever reads or undoes one finds what it needs.
  const asked = await insertFrom(
    kysely(tx),
    'proposal',
    (eb) =>
      eb.selectFrom('proposal as p').innerJoin('entry as e', 'e.id', 'p.entry_id').where('p.id', '=', into.proposal),
    (eb) => ({
      entry_id: gone.entry,
      state: literal('approved'),
      revision_id: gone.revision,
      base_revision_id: gone.revision,
      opened_by: eb.ref('p.opened_by'),
      opened_at: eb.ref('p.opened_at'),
      submitted_at: eb.ref('p.submitted_at'),
      decided_by: actor.person,
      decided_at: now,
      withdraws: true,
      withdrawal_reason: sql<string>`'Merged into “' || ${eb.ref('e.title')} || '”.'`,
      redirect_to: eb.ref('e.id'),
    }),
  )
    .returning((eb) => ['id as proposal', eb.ref('withdrawal_reason').$notNull().as('reason')])
    .executeTakeFirst();
  if (!asked) throw new Error(`Proposal ${into.proposal} is gone.`);
  const payload = { revision: gone.revision, redirectTo: into.entry, mergedInto: into.entry, by: into.proposal };
  await recordEvents(tx, actor, { type: 'withdraw', entry: gone.entry, ...asked, payload });
  await logGone(
    tx,
    actor,
    { entry: gone.entry, path: gone.path, day: gone.day, redirect: into.path },
    into.entry,
    orders,
  );
}

/**
 * Takes a page out of what readers see and logs that; `redirect` is the path where readers are sent, `to` its entry.
 */
async function logGone(
  tx: Transaction,
  actor: Actor,
  page: { entry: EntryId; path: string; day: Day; redirect: string | undefined },
  to: EntryId | null,
  orders: readonly NewOrder[],
): Promise<void> {
  const dayChanges = await writeOrders(tx, actor, orders);
  await notifyListeners(
    logging(tx, [{ kind: 'withdrawn', ...page }, ...dayChanges]).with('gone', (part) =>
      part
        .updateTable('entry')
        .from('state')
        .set((eb) => ({ published_revision_id: null, withdrawn_at: eb.ref('state.at'), redirect_to: to }))
        .where('entry.id', '=', page.entry),
    ),
  );
}

/**
 * The page that readers are sent to, held so that it is not withdrawn in the same moment: a page never leads to itself
 * in a circle.
 */
async function lockTarget(tx: Transaction, target: EntryId): Promise<string> {
  const row = await kysely(tx)
    .selectFrom('entry')
    .select((eb) => eb.ref('path').$notNull().as('path'))
    .where('id', '=', target)
    .where('published_revision_id', 'is not', null)
    .forShare()
    .executeTakeFirst();
  if (row) return row.path;
  const message = 'is not published any more, so readers would find nothing there. Send the proposal back.';
  throw new Rollback({ code: 'invalid', fields: [{ field: 'redirectTo', message }] });
}

/** The day's order, with the day locked until the commit; the empty one where it has none. */
async function lockOrder(tx: Transaction, day: Day): Promise<DayOrder> {
  await lockDay(tx, day);
  const row = await kysely(tx)
    .selectFrom('day as d')
    .innerJoin('day_order as o', 'o.id', 'd.order_id')
    .select(['o.entries', 'o.kept'])
    .where('d.day', '=', storedDay(day))
    .executeTakeFirst();
  return dayOrderFromRow(row);
}
