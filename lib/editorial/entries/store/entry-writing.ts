import type { AuditEvent } from '../../../audit/events.ts';
import { recordEvents } from '../../../audit/store/audit.ts';
import type { EventId, PersonId, ProposalId, RevisionId } from '../../../kernel/ids.ts';
import type { Actor } from '../../../kernel/permission/actor.ts';
import type { Field } from '../../../kernel/revision/merge.ts';
import type { RevisionText } from '../../../kernel/revision/text.ts';
import type { CheckedText } from '../../../layout/checked-text.ts';
import { titleOf } from '../../../layout/title.ts';
import { contentHash } from '../../../platform/content-hash.ts';
import { Prisma } from '../../../platform/database/generated/client.ts';
import { OPEN } from '../../../platform/database/open-proposals.ts';
import { UNSCHEDULED } from '../../../platform/database/proposal-columns.ts';
import { textToColumns } from '../../../platform/database/rows.ts';
import { type Database, postgresCode } from '../../../platform/database/transaction.ts';
import type { WithdrawalOpened } from '../rules/withdraw.ts';

/** What a save wrote: `revision` is the text as it was sent, `current` the one that stands now, with its `hash`. */
export type Saved = {
  event: EventId;
  proposal: ProposalId;
  revision: RevisionId;
  current: RevisionId;
  version: number;
  hash: string;
};

/** A text as somebody sent it, with the key that stands for this save, and what it was merged into. */
export type NewText = {
  text: CheckedText;
  key?: string | undefined;
  merge?: NewMerge | undefined;
  restores?: RevisionId | undefined;
};

/**
 * A merged text, or undefined where what stands (`theirs`) says all of it; `opened` is the text that the form descended
 * from.
 * `fields` are those that differ from the text as it was sent, `by` whoever wrote them.
 */
type NewMerge = {
  text: CheckedText | undefined;
  hash: string;
  opened: RevisionId;
  theirs: RevisionId;
  fields: readonly Field[];
  by: readonly PersonId[];
};

/** What a base merge writes: the new text, and where it came from. */
type NewBase = {
  text: CheckedText;
  hash: string;
  base: RevisionId | undefined;
  onto: RevisionId;
  fields: readonly Field[];
  by: readonly PersonId[];
};

/** Whatever writes is in a transaction: the event is recorded in it. */
type Writer = Pick<Database, 'prisma'>;

type At = { event: EventId; proposal: ProposalId; version: number };

type SavedRow = { event: EventId; proposal: ProposalId; mine: RevisionId; revision: RevisionId; version: number };

const UNIQUE_VIOLATION = '23505';

/**
 * Writes a new event with its first text, its proposal and the event. Undefined where the key stands for a save
 * already.
 */
export async function insertEvent(store: Writer, actor: Actor, { text, key }: NewText): Promise<Saved | undefined> {
  return unlessTaken(async () => {
    const [row] = await store.prisma.$queryRaw<SavedRow[]>`
      WITH ${drawn({ text, key })},
      ids AS (SELECT nextval('event_id_seq')::int AS event, nextval('proposal_id_seq')::int AS proposal, mine, revision FROM drawn),
      new_event AS (INSERT INTO event (id, day, title) SELECT event, ${text.day}::date, ${titleOf(text.topic, text.headline)} FROM ids),
      new_proposal AS (INSERT INTO proposal (id, event_id, state, revision_id, opened_by, opened_hands)
        SELECT proposal, event, 'draft', revision, ${actor.person}, ${handsOf(actor)} FROM ids),
      ${newTexts(actor, { text, key }, Prisma.sql`ids`)}
      SELECT event, proposal, mine, revision, 1 AS version FROM ids`;
    return recorded(store, actor, row, contentHash(text), (made) => savedEvent(made, 'open', { text, key }));
  });
}

/**
 * Opens a proposal, on top of the published text or on an event that is not published now, with its first text.
 * Undefined where somebody else opened one in the meantime, since an event has at most one, and where the key stands
 * for a save already.
 */
export async function openProposal(
  store: Writer,
  actor: Actor,
  event: EventId,
  base: RevisionId | undefined,
  written: NewText,
): Promise<Saved | undefined> {
  return unlessTaken(async () => {
    const [row] = await store.prisma.$queryRaw<SavedRow[]>`
      WITH ${drawn(written)},
      ids AS (SELECT ${event}::int AS event, nextval('proposal_id_seq')::int AS proposal, mine, revision FROM drawn),
      new_proposal AS (INSERT INTO proposal (id, event_id, state, revision_id, base_revision_id, opened_by, opened_hands)
        SELECT proposal, event, 'draft', revision, ${base ?? null}::int, ${actor.person}, ${handsOf(actor)} FROM ids),
      ${newTexts(actor, written, Prisma.sql`ids`)},
      ${retitle(written.merge?.text ?? written.text, Prisma.sql`ids`)}
      SELECT event, proposal, mine, revision, 1 AS version FROM ids`;
    return recorded(store, actor, row, written.merge?.hash ?? contentHash(written.text), (made) =>
      savedEvent(made, 'open', written),
    );
  });
}

/**
 * Puts the withdrawal of a published event before the reviewers; it writes no text of its own. False where the
 * published text moved meanwhile, or somebody else opened a proposal.
 */
export async function openWithdrawal(
  store: Writer,
  actor: Actor,
  event: EventId,
  { of, withdrawal }: WithdrawalOpened,
): Promise<boolean> {
  try {
    const [opened] = await store.prisma.$queryRaw<{ proposal: ProposalId }[]>`
      INSERT INTO proposal (event_id, state, revision_id, base_revision_id, opened_by, opened_hands, submitted_at, withdraws, withdrawal_reason, redirect_to)
        SELECT id, 'in_review', ${of.revision}::int, ${of.revision}::int, ${actor.person}, ${handsOf(actor)}, now(), true, ${withdrawal.reason}, ${withdrawal.redirect ?? null}::int
          FROM event WHERE id = ${event} AND published_revision_id = ${of.revision} RETURNING id AS proposal`;
    if (!opened) return false;
    const payload = {
      revision: of.revision,
      ...(withdrawal.redirect === undefined ? {} : { redirectTo: withdrawal.redirect }),
    };
    await recordEvents(store.prisma, actor, {
      type: 'ask-withdrawal',
      entry: event,
      ...opened,
      reason: withdrawal.reason,
      payload,
    });
    return true;
  } catch (error) {
    if (postgresCode(error) === UNIQUE_VIOLATION) return false;
    throw error;
  }
}

/**
 * Adds a text to an open proposal that still stands at `version`. Undefined where it does not, and where the key stands
 * for a save already.
 */
export async function addText(
  store: Writer,
  actor: Actor,
  at: At,
  base: RevisionId | undefined,
  written: NewText,
): Promise<Saved | undefined> {
  const { text, merge } = written;
  const now = merge ? merge.text : text;
  const unscheduled = now ? Prisma.sql`, ${UNSCHEDULED}` : Prisma.empty;
  const retitled = now ? Prisma.sql`, ${retitle(now)}` : Prisma.empty;
  return unlessTaken(async () => {
    const [row] = await store.prisma.$queryRaw<SavedRow[]>`
      WITH ${drawn(written)},
      moved AS (UPDATE proposal SET revision_id = drawn.revision, base_revision_id = ${base ?? null}::int, version = version + 1, updated_at = now()${unscheduled}
        FROM drawn WHERE proposal.id = ${at.proposal} AND version = ${at.version} AND state IN ${OPEN}
        RETURNING event_id AS event, proposal.id AS proposal, drawn.mine AS mine, revision_id AS revision, version),
      ${newTexts(actor, written, Prisma.sql`moved`)}
      ${retitled}
      SELECT event, proposal, mine, revision, version FROM moved`;
    return recorded(store, actor, row, merge?.hash ?? contentHash(text), (made) => savedEvent(made, 'save', written));
  });
}

/** Sets an open proposal's text on top of another published revision. Undefined where it moved meanwhile. */
export async function rebase(
  store: Writer,
  actor: Actor,
  at: At & { hash: string },
  base: RevisionId,
): Promise<Saved | undefined> {
  const [row] = await store.prisma.$queryRaw<SavedRow[]>`
    UPDATE proposal SET base_revision_id = ${base}, version = version + 1, updated_at = now()
      WHERE id = ${at.proposal} AND version = ${at.version} AND state IN ${OPEN}
      RETURNING event_id AS event, id AS proposal, revision_id AS mine, revision_id AS revision, version`;
  return recorded(store, actor, row, at.hash, ({ revision }) => ({ type: 'rebase', payload: { revision } }));
}

/**
 * Puts an open proposal on top of the published revision `onto`, with the text that both mean together. That text is of
 * whoever wrote the one that stood, because no word of it is the actor's. The proposal keeps its state. Undefined where
 * it moved meanwhile.
 */
export async function mergeBase(
  store: Writer,
  actor: Actor,
  at: At & { revision: RevisionId; hash: string },
  { text, hash, base, onto, fields, by }: NewBase,
): Promise<Saved | undefined> {
  const isNew = hash !== at.hash;
  const revision = isNew ? Prisma.sql`nextval('revision_id_seq')::int` : Prisma.sql`revision_id`;
  const author = Prisma.sql`(SELECT author_id FROM revision WHERE id = ${at.revision})`;
  const hands = Prisma.sql`(SELECT hands FROM revision WHERE id = ${at.revision})`;
  const written = isNew
    ? Prisma.sql`, ${newRevision(actor, text, hash, { from: Prisma.sql`moved`, author, hands })}, ${retitle(text)}`
    : Prisma.empty;
  const [row] = await store.prisma.$queryRaw<SavedRow[]>`
    WITH moved AS (UPDATE proposal SET revision_id = ${revision}, base_revision_id = ${onto}::int, version = version + 1, updated_at = now()${isNew ? Prisma.sql`, ${UNSCHEDULED}` : Prisma.empty}
      WHERE id = ${at.proposal} AND version = ${at.version} AND revision_id = ${at.revision} AND state IN ${OPEN}
      RETURNING event_id AS event, id AS proposal, ${at.revision}::int AS mine, revision_id AS revision, version)
    ${written}
    SELECT event, proposal, revision AS mine, revision, version FROM moved`;
  const merged = { base: base ?? null, theirs: onto, onto, fields, by };
  return recorded(store, actor, row, hash, ({ revision: now }) =>
    mergeEvent({ mine: at.revision, revision: now }, merged),
  );
}

/** The events of an open proposal that gets another state and no other text. */
export type ProposalMove = 'submit' | 'pull-back' | 'discard' | 'request-changes';

/**
 * Moves an open proposal that still stands at `version` to another state, and records the event. False where it moved
 * meanwhile.
 */
export async function moveProposal(
  store: Writer,
  actor: Actor,
  at: { proposal: ProposalId; version: number },
  to: { state: 'draft' | 'in_review' | 'changes_requested' | 'discarded'; reason?: string },
  type: ProposalMove,
): Promise<boolean> {
  const submittedAt = to.state === 'in_review' ? Prisma.sql`now()` : Prisma.sql`submitted_at`;
  const decidedBy =
    to.state === 'discarded' || to.state === 'changes_requested' ? Prisma.sql`${actor.person}` : Prisma.sql`decided_by`;
  const decidedAt =
    to.state === 'discarded' || to.state === 'changes_requested' ? Prisma.sql`now()` : Prisma.sql`decided_at`;
  const [moved] = await store.prisma.$queryRaw<{ entry: EventId; proposal: ProposalId; revision: RevisionId }[]>`
    UPDATE proposal SET state = ${to.state}::proposal_state, version = version + 1, updated_at = now(),
        submitted_at = ${submittedAt}, decided_by = ${decidedBy}, decided_at = ${decidedAt}, reason = coalesce(${to.reason ?? null}, reason), ${UNSCHEDULED}
      WHERE id = ${at.proposal} AND version = ${at.version} AND state IN ${OPEN}
      RETURNING event_id AS entry, id AS proposal, revision_id AS revision`;
  if (!moved) return false;
  const { entry, proposal, revision } = moved;
  await recordEvents(store.prisma, actor, { type, entry, proposal, reason: to.reason, payload: { revision } });
  return true;
}

/** The ids of what is written: `mine` of the text as it was sent, `revision` of the one that stands from then on. */
function drawn({ merge }: NewText): Prisma.Sql {
  const next = Prisma.sql`nextval('revision_id_seq')::int`;
  if (!merge) return Prisma.sql`next AS (SELECT ${next} AS id), drawn AS (SELECT id AS mine, id AS revision FROM next)`;
  return Prisma.sql`drawn AS (SELECT ${next} AS mine, ${merge.text ? next : Prisma.sql`${merge.theirs}::int`} AS revision)`;
}

function newTexts(actor: Actor, { text, key, merge }: NewText, from: Prisma.Sql): Prisma.Sql {
  const sent = newRevision(actor, text, contentHash(text), {
    from,
    key,
    id: Prisma.sql`mine`,
    name: Prisma.sql`sent_revision`,
  });
  return merge?.text ? Prisma.sql`${sent}, ${newRevision(actor, merge.text, merge.hash, { from })}` : sent;
}

type Row = {
  from: Prisma.Sql;
  key?: string | undefined;
  id?: Prisma.Sql;
  name?: Prisma.Sql;
  author?: Prisma.Sql;
  hands?: Prisma.Sql;
};

function newRevision(actor: Actor, text: CheckedText, hash: string, row: Row): Prisma.Sql {
  const c = textToColumns(text);
  const {
    from,
    key = null,
    id = Prisma.sql`revision`,
    name = Prisma.sql`new_revision`,
    author = Prisma.sql`${actor.person}`,
    hands = handsOf(actor),
  } = row;
  return Prisma.sql`${name} AS (INSERT INTO revision (id, event_id, proposal_id, day, topic, headline, summary, sources, contexts, related, kept, hash, author_id, hands, channel, save_key)
    SELECT ${id}, event, proposal, ${c.day}::date, ${c.topic}, ${c.headline}, ${c.summary}, ${c.sources}::jsonb, ${c.contexts}::int[], ${c.related}::jsonb, ${c.kept}::jsonb,
      ${hash}, ${author}, ${hands}, ${actor.channel}::channel, ${key}::text FROM ${from})`;
}

function handsOf({ hands = [] }: Actor): Prisma.Sql {
  return Prisma.sql`${[...hands]}::int[]`;
}

/** A draft that readers never saw is called, and stands, as its text says. */
function retitle(text: RevisionText, from: Prisma.Sql = Prisma.sql`moved`): Prisma.Sql {
  return Prisma.sql`retitled AS (UPDATE event SET day = ${text.day}::date, title = ${titleOf(text.topic, text.headline)}
    WHERE id = (SELECT event FROM ${from}) AND published_revision_id IS NULL AND withdrawn_at IS NULL)`;
}

/** What happened to the entry and the proposal of a saved row, which are said once. */
type Recorded = Unplaced<Extract<AuditEvent, { type: 'open' | 'save' | 'restore' | 'merge' | 'rebase' }>>;
type Unplaced<Event> = Event extends AuditEvent ? Omit<Event, 'entry' | 'proposal'> : never;

/** Records the event of what was written, and says what that is; undefined where nothing was. */
async function recorded(
  store: Writer,
  actor: Actor,
  row: SavedRow | undefined,
  hash: string,
  event: (row: SavedRow) => Recorded,
): Promise<Saved | undefined> {
  if (!row) return undefined;
  const { event: entry, proposal } = row;
  await recordEvents(store.prisma, actor, { ...event(row), entry, proposal });
  return saved(row, hash);
}

function savedEvent(row: SavedRow, type: 'open' | 'save', { merge, restores }: NewText): Recorded {
  const { revision } = row;
  if (restores !== undefined) return { type: 'restore', payload: { revision, of: restores } };
  if (!merge) return { type, payload: { revision } };
  return mergeEvent(row, { base: merge.opened, theirs: merge.theirs, fields: merge.fields, by: merge.by });
}

type Merged = {
  base: RevisionId | null;
  theirs: RevisionId;
  onto?: RevisionId;
  fields: readonly Field[];
  by: readonly PersonId[];
};

function mergeEvent(
  { mine, revision }: Pick<SavedRow, 'mine' | 'revision'>,
  { fields, by, ...from }: Merged,
): Recorded {
  return { type: 'merge', payload: { revision, mine, merged: revision, ...from, fields: [...fields], by: [...by] } };
}

/**
 * Runs a write; undefined where the row that it needs to itself, an open proposal or a save of this key, is there
 * already.
 */
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
  return { event, proposal, revision: mine, current: revision, version, hash };
}
