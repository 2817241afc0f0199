import { type ExpressionBuilder, expressionBuilder, sql } from 'kysely';
import type { EntryId, PersonId, ProposalId, RevisionId } from '../../../kernel/ids.ts';
import type { Actor } from '../../../kernel/permission/actor.ts';
import type { Field } from '../../../kernel/revision/merge.ts';
import type { CheckedText } from '../../../layout/checked-text.ts';
import { titleOf } from '../../../layout/title.ts';
import { contentHash } from '../../../platform/content-hash.ts';
import { asPart } from '../../../platform/database/as-part.ts';
import { insertFrom } from '../../../platform/database/insert-from.ts';
import { keptStatements } from '../../../platform/database/kysely.ts';
import { nextId } from '../../../platform/database/next-ids.ts';
import { OPEN, RAISED, UNSCHEDULED } from '../../../platform/database/proposal-expressions.ts';
import { list, literal, storedDay } from '../../../platform/database/sql-values.ts';
import type { Tables } from '../../../platform/database/tables.ts';
import { type Database, unlessTaken } from '../../../platform/database/transaction.ts';
import { mergeEvent, recorded, type SavedRevision, savedEvent } from './entry-events.ts';
import { drawn, type NewText, retitled, type WrittenRows, withRevision, withTexts, writtenRow } from './new-text.ts';

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

type ProposalAt = { entry: EntryId; proposal: ProposalId; version: number };

/**
 * Writes a new entry with its first text, its proposal and the entry. Undefined where the key stands for a save
 * already.
 */
export async function insertEntry(store: Writer, actor: Actor, written: NewText): Promise<SavedRevision | undefined> {
  const { text } = written;
  const parts = keptStatements(store.prisma)
    .with('drawn', (part) => drawn(part, written))
    .with('written', (part) =>
      part
        .selectFrom('drawn')
        .select([nextId('entry').as('entry'), nextId('proposal').as('proposal'), 'drawn.mine', 'drawn.revision'])
        .select(sql.lit(1).as('version')),
    )
    .with('new_entry', (part) =>
      insertFrom(
        part,
        'entry',
        (eb) => eb.selectFrom('written'),
        (eb) => ({
          id: eb.ref('written.entry'),
          day: storedDay(text.day),
          title: titleOf(text.topic, text.headline),
        }),
      ),
    );
  return unlessTaken(async () => {
    const row = await writtenRow(withTexts(withProposal(asPart(parts), actor), actor, written));
    return recorded(store.prisma, actor, row, contentHash(text), (made) => savedEvent(made, 'open', written));
  });
}

/**
 * Opens a proposal, on top of the published text or on an entry that is not published now, with its first text.
 * Undefined where somebody else opened one in the meantime, since an entry has at most one, and where the key is
 * for a save already.
 */
export async function openProposal(
  store: Writer,
  actor: Actor,
  entry: EntryId,
  base: RevisionId | undefined,
  written: NewText,
): Promise<SavedRevision | undefined> {
  const { text, merge } = written;
  const parts = keptStatements(store.prisma)
    .with('drawn', (part) => drawn(part, written))
    .with('written', (part) =>
      part
        .selectFrom('drawn')
        .select([sql<EntryId>`${entry}::int`.as('entry'), nextId('proposal').as('proposal')])
        .select(['drawn.mine', 'drawn.revision', sql.lit(1).as('version')]),
    );
  return unlessTaken(async () => {
    const texts = withTexts(withProposal(asPart(parts), actor, base), actor, written);
    const row = await writtenRow(retitled(texts, merge?.text ?? text));
    const hash = merge?.hash ?? contentHash(text);
    return recorded(store.prisma, actor, row, hash, (made) => savedEvent(made, 'open', written));
  });
}

/** The proposal of what is written. */
function withProposal(parts: WrittenRows, actor: Actor, base?: RevisionId): WrittenRows {
  const opened = parts.with('new_proposal', (part) =>
    insertFrom(
      part,
      'proposal',
      (eb) => eb.selectFrom('written'),
      (eb) => ({
        id: eb.ref('written.proposal'),
        entry_id: eb.ref('written.entry'),
        state: literal('draft'),
        revision_id: eb.ref('written.revision'),
        base_revision_id: base ?? null,
        opened_by: actor.person,
        opened_hands: list.ints(actor.hands ?? []),
      }),
    ),
  );
  return asPart(opened);
}

/**
 * Adds a text to an open proposal that still is at `version`. Undefined where it does not, and where the key is
 * for a save already.
 */
export async function addText(
  store: Writer,
  actor: Actor,
  at: ProposalAt,
  base: RevisionId | undefined,
  written: NewText,
): Promise<SavedRevision | undefined> {
  const { text, merge } = written;
  const status = merge ? merge.text : text;
  const parts = keptStatements(store.prisma)
    .with('drawn', (part) => drawn(part, written))
    .with('written', (part) =>
      part
        .updateTable('proposal')
        .from('drawn')
        .set((eb) => ({
          ...RAISED,
          ...(status && UNSCHEDULED),
          revision_id: eb.ref('drawn.revision'),
          base_revision_id: base ?? null,
        }))
        .where('proposal.id', '=', at.proposal)
        .where('proposal.version', '=', at.version)
        .where('proposal.state', 'in', OPEN)
        .returning(['proposal.entry_id as entry', 'proposal.id as proposal'])
        .returning(['drawn.mine', 'drawn.revision', 'proposal.version']),
    );
  return unlessTaken(async () => {
    const texts = withTexts(asPart(parts), actor, written);
    const row = await writtenRow(status ? retitled(texts, status) : texts);
    const hash = merge?.hash ?? contentHash(text);
    return recorded(store.prisma, actor, row, hash, (made) => savedEvent(made, 'save', written));
  });
}

/** Sets an open proposal's text on top of another published revision. Undefined where it moved meanwhile. */
export async function rebase(
  store: Writer,
  actor: Actor,
  at: ProposalAt & { hash: string },
  base: RevisionId,
): Promise<SavedRevision | undefined> {
  const row = await keptStatements(store.prisma)
    .updateTable('proposal')
    .set({ ...RAISED, base_revision_id: base })
    .where('id', '=', at.proposal)
    .where('version', '=', at.version)
    .where('state', 'in', OPEN)
    .returning(stateColumns)
    .executeTakeFirst();
  return recorded(store.prisma, actor, row, at.hash, ({ revision }) => ({ type: 'rebase', payload: { revision } }));
}

/**
 * Puts an open proposal on top of the published revision `onto`, with the text that both mean together. That text is of
 * whoever wrote the earlier one, because no word of it is the actor's. The proposal keeps its state. Undefined where
 * it moved meanwhile.
 */
export async function mergeBase(
  store: Writer,
  actor: Actor,
  at: ProposalAt & { revision: RevisionId; hash: string },
  { text, hash, base, onto, fields, by }: NewBase,
): Promise<SavedRevision | undefined> {
  const isNew = hash !== at.hash;
  const parts = keptStatements(store.prisma).with('written', (part) =>
    part
      .updateTable('proposal')
      .set({
        ...RAISED,
        ...(isNew && { ...UNSCHEDULED, revision_id: nextId('revision') }),
        base_revision_id: onto,
      })
      .where('id', '=', at.proposal)
      .where('version', '=', at.version)
      .where('revision_id', '=', at.revision)
      .where('state', 'in', OPEN)
      .returning(stateColumns),
  );
  const before = expressionBuilder<Tables>().selectFrom('revision').where('id', '=', at.revision);
  const author = {
    person: before.select('author_id').$asScalar().$notNull(),
    hands: before.select('hands').$asScalar().$notNull(),
  };
  const row = await writtenRow(isNew ? retitled(withRevision(parts, actor, text, hash, author), text) : parts);
  const merged = { base: base ?? null, theirs: onto, onto, fields, by };
  return recorded(store.prisma, actor, row, hash, ({ revision }) =>
    mergeEvent({ mine: at.revision, revision }, merged),
  );
}

/** A proposal as it is once its base is another one. */
function stateColumns(eb: ExpressionBuilder<Tables, 'proposal'>) {
  const revision = eb.ref('revision_id').$notNull();
  return [
    eb.ref('entry_id').as('entry'),
    eb.ref('id').as('proposal'),
    revision.as('mine'),
    revision.as('revision'),
    eb.ref('version').as('version'),
  ] as const;
}
