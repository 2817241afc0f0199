import { recordEvents } from '../../../audit/store/audit.ts';
import { logging, type NewChange, notifyListeners } from '../../../audit/store/change-log.ts';
import type { EntryId } from '../../../kernel/ids.ts';
import type { OpenProposal } from '../../../kernel/newsroom/proposal.ts';
import type { Actor } from '../../../kernel/permission/actor.ts';
import type { RevisionText } from '../../../kernel/revision/text.ts';
import { slugIn } from '../../../layout/paths.ts';
import { titleOf } from '../../../layout/title.ts';
import { insertFrom } from '../../../platform/database/insert-from.ts';
import { keptStatements } from '../../../platform/database/kysely.ts';
import { nextId } from '../../../platform/database/next-ids.ts';
import { RAISED, UNSCHEDULED } from '../../../platform/database/proposal-expressions.ts';
import { literal, now, storedDay } from '../../../platform/database/sql-values.ts';
import { Rollback, type Transaction } from '../../../platform/database/transaction.ts';
import { writeOrders } from '../../days/store/day-writing.ts';
import { lockPlace } from '../../published/page-place.ts';
import type { ApprovalNotes, Publish } from '../rules/approve.ts';
import type { EntrySnapshot } from './entry-snapshot.ts';

/**
 * Makes an approved text the published one, inside `tx`: closes the proposal where it still is at
 * its version, gives the page its path and its place on its day, and records who approved which content. A page that
 * had another day leaves that one, and its address sends readers on from then on. Takes the transaction back where the
 * proposal or the published revision moved.
 */
export async function publish(
  tx: Transaction,
  actor: Actor,
  snapshot: EntrySnapshot,
  proposal: OpenProposal,
  text: RevisionText,
  move: Publish,
  notes: Omit<ApprovalNotes, 'hands'> & { merged?: EntryId } = {},
): Promise<{ path: string }> {
  const { publication } = await closeProposal(tx, actor, proposal);
  const { entry, status } = snapshot;
  const place = await lockPlace(tx, { entry, path: snapshot.path, live: status.state === 'published' }, text);
  const { path, left, orders } = place;
  const kind = status.state === 'published' && !left ? 'updated' : 'published';
  // Readers never saw the address of a draft, so they do not have to hear that it is another one now.
  const seen = status.state === 'unpublished' ? undefined : left;
  // The event that says about it is recorded before the archive's state is locked.
  const moved = left ? { from: left.path, path } : {};
  const payload = { ...notes, revision: move.revision, hash: move.hash, publication, ...moved };
  await recordEvents(tx, actor, { type: 'approve', entry: entry, proposal: proposal.id, payload });
  const dayChanges = await writeOrders(tx, actor, orders);
  const page = { entry, path, day: text.day };
  const gone: NewChange[] = seen ? [{ kind: 'withdrawn', entry, path: seen.path, day: seen.day, redirect: path }] : [];
  const row = { entry_id: entry, proposal_id: proposal.id, revision_id: move.revision, hash: move.hash, path };
  const logged = logging(tx, [...gone, { kind, ...page, publication }, ...dayChanges]);
  const parts = addressesChanged(logged, entry, left?.path, path)
    .with('live', (part) =>
      part
        .updateTable('entry')
        .from('state')
        .set((eb) => ({
          day: storedDay(text.day),
          title: titleOf(text.topic, text.headline),
          path,
          slug: slugIn(path),
          published_revision_id: move.revision,
          published_at: eb.ref('state.at'),
          withdrawn_at: null,
          redirect_to: null,
        }))
        .where('entry.id', '=', entry),
    )
    .with('published', (part) =>
      insertFrom(
        part,
        'publication',
        (eb) => eb.selectFrom('state'),
        (eb) => ({
          ...row,
          id: publication,
          approved_by: actor.person,
          channel: actor.channel,
          at: eb.ref('state.at'),
        }),
      ),
    );
  await notifyListeners(parts);
  return { path };
}

/** The earlier address of a page that moves keeps belonging to it; one that it goes back to is its own again. */
function addressesChanged(parts: ReturnType<typeof logging>, entry: EntryId, from: string | undefined, to: string) {
  const moves = from !== undefined;
  return parts
    .with('kept', (part) =>
      insertFrom(
        part,
        'former_path',
        (eb) => eb.selectFrom('state').where(eb.lit(moves)),
        (eb) => ({ path: from ?? '', entry_id: entry, at: eb.ref('state.at') }),
      ),
    )
    .with('taken_back', (part) =>
      part
        .deleteFrom('former_path')
        .where((eb) => eb.lit(moves))
        .where('path', '=', to)
        .where('entry_id', '=', entry),
    );
}

/**
 * Closes the proposal, then locks its entry: saves take the two in the same order. Gives an id for the publication that
 * may follow.
 */
export async function closeProposal(
  tx: Transaction,
  actor: Actor,
  proposal: OpenProposal,
): Promise<{ publication: number }> {
  const entry = await keptStatements(tx)
    .with('closed', (part) =>
      part
        .updateTable('proposal')
        .set({ ...RAISED, ...UNSCHEDULED, state: 'approved', decided_by: actor.person, decided_at: now })
        .where('id', '=', proposal.id)
        .where('version', '=', proposal.version)
        .where('state', '=', literal('in_review'))
        .returning('entry_id'),
    )
    .selectFrom('entry')
    .select(['published_revision_id as published', nextId('publication').as('publication')])
    .where('id', '=', (eb) => eb.selectFrom('closed').select('closed.entry_id'))
    .forUpdate()
    .executeTakeFirst();
  if (!entry) throw new Rollback({ code: 'wrong-state', action: 'approved', state: 'no longer as you saw it' });
  if ((entry.published ?? undefined) !== proposal.base) throw new Rollback({ code: 'stale-base' });
  return entry;
}
