import type { WithdrawalOpened } from '../domain/entry/withdraw.ts';
import type { EventId, PersonId, ProposalId, RevisionId } from '../domain/ids.ts';
import type { Actor } from '../domain/permission/actor.ts';
import type { Field } from '../domain/revision/merge.ts';
import type { RevisionText } from '../domain/revision/text.ts';
import { titleOf } from '../layout/title.ts';
import { contentHash } from './content-hash.ts';
import type { Store } from './database.ts';
import { Prisma } from './generated/client.ts';
import { OPEN } from './open-proposals.ts';
import { UNSCHEDULED } from './proposal-columns.ts';
import { textToColumns } from './rows.ts';
import { postgresCode } from './transaction.ts';

/** What a save wrote: `revision` is the text as it was sent, `current` the one that stands now, with its `hash`. */
export type Saved = { event: EventId; proposal: ProposalId; revision: RevisionId; current: RevisionId; version: number; hash: string };

/** A text as somebody sent it, with the key that stands for this save, and what it was merged into. */
export type NewText = { text: RevisionText; key?: string | undefined; merge?: NewMerge | undefined; restores?: RevisionId | undefined };

/**
 * A merged text, or undefined where what stands (`theirs`) says all of it; `opened` is the text that the form descended from.
 * `fields` are those that differ from the text as it was sent, `by` whoever wrote them.
 */
type NewMerge = { text: RevisionText | undefined; hash: string; opened: RevisionId; theirs: RevisionId; fields: readonly Field[]; by: readonly PersonId[] };

/** What a base merge writes: the new text, and where it came from. */
type NewBase = { text: RevisionText; hash: string; base: RevisionId | undefined; onto: RevisionId; fields: readonly Field[]; by: readonly PersonId[] };

/** Whatever writes: the store, or a transaction. */
type Writer = { prisma: Pick<Store['prisma'], '$queryRaw'> };

type At = { event: EventId; proposal: ProposalId; version: number };

type SavedRow = { event: number; proposal: number; mine: number; revision: number; version: number };

const UNIQUE_VIOLATION = '23505';

/** Writes a new event with its first text, its proposal and the fact, in one statement. Undefined where the key stands for a save already. */
export async function insertEvent(store: Store, actor: Actor, { text, key }: NewText): Promise<Saved | undefined> {
  return unlessTaken(async () => {
    const [row] = await store.prisma.$queryRaw<SavedRow[]>`
      WITH ${drawn({ text, key })},
      ids AS (SELECT nextval('event_id_seq')::int AS event, nextval('proposal_id_seq')::int AS proposal, mine, revision FROM drawn),
      new_event AS (INSERT INTO event (id, day, title) SELECT event, ${text.day}::date, ${titleOf(text.topic, text.headline)} FROM ids),
      new_proposal AS (INSERT INTO proposal (id, event_id, state, revision_id, opened_by)
        SELECT proposal, event, 'draft', revision, ${actor.person} FROM ids),
      ${newTexts(actor, { text, key }, Prisma.sql`ids`)},
      ${newFact(actor, 'open', Prisma.sql`ids`)}
      SELECT event, proposal, mine, revision, 1 AS version FROM ids`;
    return row && saved(row, contentHash(text));
  });
}

/**
 * Opens a proposal, on top of the published text or on an event that is not published now, with its first text. Undefined where somebody else opened
 * one in the meantime, since an event has at most one, and where the key stands for a save already.
 */
export async function openProposal(store: Writer, actor: Actor, event: EventId, base: RevisionId | undefined, written: NewText): Promise<Saved | undefined> {
  return unlessTaken(async () => {
    const [row] = await store.prisma.$queryRaw<SavedRow[]>`
      WITH ${drawn(written)},
      ids AS (SELECT ${event}::int AS event, nextval('proposal_id_seq')::int AS proposal, mine, revision FROM drawn),
      new_proposal AS (INSERT INTO proposal (id, event_id, state, revision_id, base_revision_id, opened_by)
        SELECT proposal, event, 'draft', revision, ${base ?? null}::int, ${actor.person} FROM ids),
      ${newTexts(actor, written, Prisma.sql`ids`)},
      ${retitle(written.merge?.text ?? written.text, Prisma.sql`ids`)},
      ${savedFact(actor, 'open', written, Prisma.sql`ids`)}
      SELECT event, proposal, mine, revision, 1 AS version FROM ids`;
    return row && saved(row, written.merge?.hash ?? contentHash(written.text));
  });
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

/** Adds a text to an open proposal that still stands at `version`. Undefined where it does not, and where the key stands for a save already. */
export async function addText(store: Writer, actor: Actor, at: At, base: RevisionId | undefined, written: NewText): Promise<Saved | undefined> {
  const { text, merge } = written;
  const now = merge ? merge.text : text;
  const unscheduled = now ? Prisma.sql`, ${UNSCHEDULED}` : Prisma.empty;
  const retitled = now ? Prisma.sql`${retitle(now)},` : Prisma.empty;
  return unlessTaken(async () => {
    const [row] = await store.prisma.$queryRaw<SavedRow[]>`
      WITH ${drawn(written)},
      moved AS (UPDATE proposal SET revision_id = drawn.revision, base_revision_id = ${base ?? null}::int, version = version + 1, updated_at = now()${unscheduled}
        FROM drawn WHERE proposal.id = ${at.proposal} AND version = ${at.version} AND state IN ${OPEN}
        RETURNING event_id AS event, proposal.id AS proposal, drawn.mine AS mine, revision_id AS revision, version),
      ${newTexts(actor, written, Prisma.sql`moved`)},
      ${retitled}
      ${savedFact(actor, 'save', written, Prisma.sql`moved`)}
      SELECT event, proposal, mine, revision, version FROM moved`;
    return row && saved(row, merge?.hash ?? contentHash(text));
  });
}

/** Sets an open proposal's text on top of another published revision. Undefined where it moved meanwhile. */
export async function rebase(store: Store, actor: Actor, at: At & { hash: string }, base: RevisionId): Promise<Saved | undefined> {
  const [row] = await store.prisma.$queryRaw<SavedRow[]>`
    WITH moved AS (UPDATE proposal SET base_revision_id = ${base}, version = version + 1, updated_at = now()
      WHERE id = ${at.proposal} AND version = ${at.version} AND state IN ${OPEN}
      RETURNING event_id AS event, id AS proposal, revision_id AS mine, revision_id AS revision, version),
    ${newFact(actor, 'rebase', Prisma.sql`moved`)}
    SELECT event, proposal, mine, revision, version FROM moved`;
  return row && saved(row, at.hash);
}

/**
 * Puts an open proposal on top of the published revision `onto`, with the text that both mean together. That text is of whoever
 * wrote the one that stood, because no word of it is the actor's. The proposal keeps its state. Undefined where it moved meanwhile.
 */
export async function mergeBase(
  store: Store,
  actor: Actor,
  at: At & { revision: RevisionId; hash: string },
  { text, hash, base, onto, fields, by }: NewBase,
): Promise<Saved | undefined> {
  const isNew = hash !== at.hash;
  const revision = isNew ? Prisma.sql`nextval('revision_id_seq')::int` : Prisma.sql`revision_id`;
  const author = Prisma.sql`(SELECT author_id FROM revision WHERE id = ${at.revision})`;
  const written = isNew ? Prisma.sql`${newRevision(actor, text, hash, { from: Prisma.sql`moved`, author })}, ${retitle(text)},` : Prisma.empty;
  const detail = { base: base ?? null, theirs: onto, onto, fields, by };
  const [row] = await store.prisma.$queryRaw<SavedRow[]>`
    WITH moved AS (UPDATE proposal SET revision_id = ${revision}, base_revision_id = ${onto}::int, version = version + 1, updated_at = now()${isNew ? Prisma.sql`, ${UNSCHEDULED}` : Prisma.empty}
      WHERE id = ${at.proposal} AND version = ${at.version} AND revision_id = ${at.revision} AND state IN ${OPEN}
      RETURNING event_id AS event, id AS proposal, ${at.revision}::int AS mine, revision_id AS revision, version),
    ${written}
    ${mergeFact(actor, detail, Prisma.sql`moved`)}
    SELECT event, proposal, revision AS mine, revision, version FROM moved`;
  return row && saved(row, hash);
}

/** Moves an open proposal that still stands at `version` to another state, and writes the fact. False where it moved meanwhile. */
export async function moveProposal(
  store: Writer,
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
        submitted_at = ${submittedAt}, decided_by = ${decidedBy}, decided_at = ${decidedAt}, reason = coalesce(${to.reason ?? null}, reason), ${UNSCHEDULED}
      WHERE id = ${at.proposal} AND version = ${at.version} AND state IN ${OPEN}
      RETURNING event_id AS event, id AS proposal, revision_id AS revision),
    ${newFact(actor, verb, Prisma.sql`moved`, to.reason)}
    SELECT proposal FROM moved`;
  return rows.length === 1;
}

/** The ids of what is written: `mine` of the text as it was sent, `revision` of the one that stands from then on. */
function drawn({ merge }: NewText): Prisma.Sql {
  const next = Prisma.sql`nextval('revision_id_seq')::int`;
  if (!merge) return Prisma.sql`next AS (SELECT ${next} AS id), drawn AS (SELECT id AS mine, id AS revision FROM next)`;
  return Prisma.sql`drawn AS (SELECT ${next} AS mine, ${merge.text ? next : Prisma.sql`${merge.theirs}::int`} AS revision)`;
}

function newTexts(actor: Actor, { text, key, merge }: NewText, from: Prisma.Sql): Prisma.Sql {
  const sent = newRevision(actor, text, contentHash(text), { from, key, id: Prisma.sql`mine`, name: Prisma.sql`sent_revision` });
  return merge?.text ? Prisma.sql`${sent}, ${newRevision(actor, merge.text, merge.hash, { from })}` : sent;
}

type Row = { from: Prisma.Sql; key?: string | undefined; id?: Prisma.Sql; name?: Prisma.Sql; author?: Prisma.Sql };

function newRevision(actor: Actor, text: RevisionText, hash: string, row: Row): Prisma.Sql {
  const c = textToColumns(text);
  const { from, key = null, id = Prisma.sql`revision`, name = Prisma.sql`new_revision`, author = Prisma.sql`${actor.person}` } = row;
  return Prisma.sql`${name} AS (INSERT INTO revision (id, event_id, proposal_id, day, topic, headline, summary, sources, contexts, related, kept, hash, author_id, channel, save_key)
    SELECT ${id}, event, proposal, ${c.day}::date, ${c.topic}, ${c.headline}, ${c.summary}, ${c.sources}::jsonb, ${c.contexts}::int[], ${c.related}::jsonb, ${c.kept}::jsonb,
      ${hash}, ${author}, ${actor.channel}::channel, ${key}::text FROM ${from})`;
}

/** A draft that readers never saw is called, and stands, as its text says. */
function retitle(text: RevisionText, from: Prisma.Sql = Prisma.sql`moved`): Prisma.Sql {
  return Prisma.sql`retitled AS (UPDATE event SET day = ${text.day}::date, title = ${titleOf(text.topic, text.headline)}
    WHERE id = (SELECT event FROM ${from}) AND published_revision_id IS NULL AND withdrawn_at IS NULL)`;
}

function savedFact(actor: Actor, verb: string, { merge, restores }: NewText, from: Prisma.Sql): Prisma.Sql {
  if (restores !== undefined) return newFact(actor, 'restore', from, undefined, Prisma.sql`jsonb_build_object('of', ${restores}::int)`);
  if (!merge) return newFact(actor, verb, from);
  const { opened, theirs, fields, by } = merge;
  return mergeFact(actor, { base: opened, theirs, fields, by }, from);
}

function mergeFact(actor: Actor, detail: object, from: Prisma.Sql): Prisma.Sql {
  return newFact(actor, 'merge', from, undefined, Prisma.sql`jsonb_build_object('mine', mine, 'merged', revision) || ${JSON.stringify(detail)}::jsonb`);
}

function newFact(actor: Actor, verb: string, from: Prisma.Sql, reason?: string, detail: Prisma.Sql = Prisma.sql`'{}'::jsonb`): Prisma.Sql {
  return Prisma.sql`new_fact AS (INSERT INTO audit_fact (actor_id, channel, verb, event_id, proposal_id, reason, detail)
    SELECT ${actor.person}, ${actor.channel}::channel, ${verb}, event, proposal, ${reason ?? null}, jsonb_build_object('revision', revision) || ${detail} FROM ${from})`;
}

/** Runs a write; undefined where the row that it needs to itself, an open proposal or a save of this key, is there already. */
async function unlessTaken<T>(write: () => Promise<T>): Promise<T | undefined> {
  try {
    return await write();
  } catch (error) {
    if (postgresCode(error) === UNIQUE_VIOLATION) return undefined;
    throw error;
  }
}

function saved(row: SavedRow, hash: string): Saved {
  const { event, proposal, mine, revision, version } = row;
  return { event: event as EventId, proposal: proposal as ProposalId, revision: mine as RevisionId, current: revision as RevisionId, version, hash };
}
