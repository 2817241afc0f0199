import type { WithdrawalOpened } from '../domain/entry/withdraw.ts';
import type { EventId, ProposalId, RevisionId } from '../domain/ids.ts';
import type { Actor } from '../domain/permission/actor.ts';
import type { RevisionText } from '../domain/revision/text.ts';
import { titleOf } from '../layout/title.ts';
import { contentHash } from './content-hash.ts';
import type { Store } from './database.ts';
import { Prisma } from './generated/client.ts';
import { textToColumns } from './rows.ts';
import { postgresCode } from './transaction.ts';

/** What a save wrote. */
export type Saved = { event: EventId; proposal: ProposalId; revision: RevisionId; version: number; hash: string };

type SavedRow = { event: number; proposal: number; revision: number; version: number };

const UNIQUE_VIOLATION = '23505';

/** Writes a new event with its first text, its proposal and the fact, in one statement. */
export async function insertEvent(store: Store, actor: Actor, text: RevisionText): Promise<Saved> {
  const hash = contentHash(text);
  const [row] = await store.prisma.$queryRaw<SavedRow[]>`
    WITH ids AS (SELECT nextval('event_id_seq')::int AS event, nextval('proposal_id_seq')::int AS proposal, nextval('revision_id_seq')::int AS revision),
    new_event AS (INSERT INTO event (id, day, title) SELECT event, ${text.day}::date, ${titleOf(text.topic, text.headline)} FROM ids),
    new_proposal AS (INSERT INTO proposal (id, event_id, state, revision_id, opened_by)
      SELECT proposal, event, 'draft', revision, ${actor.person} FROM ids),
    ${newRevision(actor, text, hash, Prisma.sql`ids`)},
    ${newFact(actor, 'open', Prisma.sql`ids`)}
    SELECT event, proposal, revision, 1 AS version FROM ids`;
  return saved(row, hash);
}

/**
 * Opens a proposal, on top of the published text or on an event that is not published now, with its first text. Undefined where somebody else opened
 * one in the meantime: an event has at most one.
 */
export async function openProposal(store: Store, actor: Actor, event: EventId, base: RevisionId | undefined, text: RevisionText): Promise<Saved | undefined> {
  const hash = contentHash(text);
  try {
    const [row] = await store.prisma.$queryRaw<SavedRow[]>`
      WITH ids AS (SELECT ${event}::int AS event, nextval('proposal_id_seq')::int AS proposal, nextval('revision_id_seq')::int AS revision),
      new_proposal AS (INSERT INTO proposal (id, event_id, state, revision_id, base_revision_id, opened_by)
        SELECT proposal, event, 'draft', revision, ${base ?? null}::int, ${actor.person} FROM ids),
      ${newRevision(actor, text, hash, Prisma.sql`ids`)},
      ${newFact(actor, 'open', Prisma.sql`ids`)}
      SELECT event, proposal, revision, 1 AS version FROM ids`;
    return saved(row, hash);
  } catch (error) {
    if (postgresCode(error) === UNIQUE_VIOLATION) return undefined;
    throw error;
  }
}

/**
 * Puts the withdrawal of a published event before the reviewers; it writes no text of its own. False where the published
 * text moved meanwhile, or somebody else opened a proposal.
 */
export async function openWithdrawal(store: Store, actor: Actor, event: EventId, { of, withdrawal }: WithdrawalOpened): Promise<boolean> {
  const detail = JSON.stringify({ revision: of.revision, ...(withdrawal.redirect === undefined ? {} : { redirectTo: withdrawal.redirect }) });
  try {
    const rows = await store.prisma.$queryRaw<unknown[]>`
      WITH opened AS (INSERT INTO proposal (event_id, state, revision_id, base_revision_id, opened_by, submitted_at, withdraws, withdrawal_reason, redirect_to)
        SELECT id, 'in_review', ${of.revision}::int, ${of.revision}::int, ${actor.person}, now(), true, ${withdrawal.reason}, ${withdrawal.redirect ?? null}::int
          FROM event WHERE id = ${event} AND published_revision_id = ${of.revision} RETURNING id),
      new_fact AS (INSERT INTO audit_fact (actor_id, channel, verb, event_id, proposal_id, reason, detail)
        SELECT ${actor.person}, ${actor.channel}::channel, 'ask-withdrawal', ${event}, id, ${withdrawal.reason}, ${detail}::jsonb FROM opened)
      SELECT id FROM opened`;
    return rows.length === 1;
  } catch (error) {
    if (postgresCode(error) === UNIQUE_VIOLATION) return false;
    throw error;
  }
}

/** Adds a text to an open proposal that still stands at `version`. Undefined where it does not. */
export async function addText(
  store: Store,
  actor: Actor,
  at: { event: EventId; proposal: ProposalId; version: number },
  base: RevisionId | undefined,
  text: RevisionText,
): Promise<Saved | undefined> {
  const hash = contentHash(text);
  const [row] = await store.prisma.$queryRaw<SavedRow[]>`
    WITH moved AS (UPDATE proposal SET revision_id = nextval('revision_id_seq')::int, base_revision_id = ${base ?? null}::int, version = version + 1, updated_at = now()
      WHERE id = ${at.proposal} AND version = ${at.version} AND state IN ('draft', 'in_review', 'changes_requested')
      RETURNING event_id AS event, id AS proposal, revision_id AS revision, version),
    ${newRevision(actor, text, hash, Prisma.sql`moved`)},
    retitled AS (UPDATE event SET day = ${text.day}::date, title = ${titleOf(text.topic, text.headline)}
      WHERE id = (SELECT event FROM moved) AND published_revision_id IS NULL AND withdrawn_at IS NULL),
    ${newFact(actor, 'save', Prisma.sql`moved`)}
    SELECT event, proposal, revision, version FROM moved`;
  return row && saved(row, hash);
}

/** Sets an open proposal's text on top of another published revision. False where it moved meanwhile. */
export async function rebase(store: Store, actor: Actor, at: { proposal: ProposalId; version: number }, base: RevisionId): Promise<boolean> {
  const rows = await store.prisma.$queryRaw<unknown[]>`
    WITH moved AS (UPDATE proposal SET base_revision_id = ${base}, version = version + 1, updated_at = now()
      WHERE id = ${at.proposal} AND version = ${at.version} AND state IN ('draft', 'in_review', 'changes_requested')
      RETURNING event_id AS event, id AS proposal, revision_id AS revision),
    ${newFact(actor, 'rebase', Prisma.sql`moved`)}
    SELECT proposal FROM moved`;
  return rows.length === 1;
}

/** Moves an open proposal that still stands at `version` to another state, and writes the fact. False where it moved meanwhile. */
export async function moveProposal(
  store: Store,
  actor: Actor,
  at: { proposal: ProposalId; version: number },
  to: { state: 'draft' | 'in_review' | 'changes_requested' | 'discarded'; reason?: string },
  verb: string,
): Promise<boolean> {
  const submittedAt = to.state === 'in_review' ? Prisma.sql`now()` : Prisma.sql`submitted_at`;
  const decidedBy = to.state === 'discarded' || to.state === 'changes_requested' ? Prisma.sql`${actor.person}` : Prisma.sql`decided_by`;
  const decidedAt = to.state === 'discarded' || to.state === 'changes_requested' ? Prisma.sql`now()` : Prisma.sql`decided_at`;
  const rows = await store.prisma.$queryRaw<unknown[]>`
    WITH moved AS (UPDATE proposal SET state = ${to.state}::proposal_state, version = version + 1, updated_at = now(),
        submitted_at = ${submittedAt}, decided_by = ${decidedBy}, decided_at = ${decidedAt}, reason = coalesce(${to.reason ?? null}, reason)
      WHERE id = ${at.proposal} AND version = ${at.version} AND state IN ('draft', 'in_review', 'changes_requested')
      RETURNING event_id AS event, id AS proposal, revision_id AS revision),
    ${newFact(actor, verb, Prisma.sql`moved`, to.reason)}
    SELECT proposal FROM moved`;
  return rows.length === 1;
}

function newRevision(actor: Actor, text: RevisionText, hash: string, from: Prisma.Sql): Prisma.Sql {
  const c = textToColumns(text);
  return Prisma.sql`new_revision AS (INSERT INTO revision (id, event_id, proposal_id, day, topic, headline, summary, sources, contexts, related, kept, hash, author_id, channel)
    SELECT revision, event, proposal, ${c.day}::date, ${c.topic}, ${c.headline}, ${c.summary}, ${c.sources}::jsonb, ${c.contexts}::int[], ${c.related}::jsonb, ${c.kept}::jsonb,
      ${hash}, ${actor.person}, ${actor.channel}::channel FROM ${from})`;
}

function newFact(actor: Actor, verb: string, from: Prisma.Sql, reason?: string): Prisma.Sql {
  return Prisma.sql`new_fact AS (INSERT INTO audit_fact (actor_id, channel, verb, event_id, proposal_id, reason, detail)
    SELECT ${actor.person}, ${actor.channel}::channel, ${verb}, event, proposal, ${reason ?? null}, jsonb_build_object('revision', revision) FROM ${from})`;
}

function saved(row: SavedRow | undefined, hash: string): Saved {
  if (!row) throw new Error('The save wrote no row.');
  return { event: row.event as EventId, proposal: row.proposal as ProposalId, revision: row.revision as RevisionId, version: row.version, hash };
}
