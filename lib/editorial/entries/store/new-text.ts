import { type Expression, type QueryCreator, sql } from 'kysely';
import type { EntryId, PersonId, ProposalId, RevisionId } from '../../../kernel/ids.ts';
import type { Actor } from '../../../kernel/permission/actor.ts';
import type { Field } from '../../../kernel/revision/merge.ts';
import type { RevisionText } from '../../../kernel/revision/text.ts';
import type { CheckedText } from '../../../layout/checked-text.ts';
import { titleOf } from '../../../layout/title.ts';
import { contentHash } from '../../../platform/content-hash.ts';
import { asPart } from '../../../platform/database/as-part.ts';
import { insertFrom } from '../../../platform/database/insert-from.ts';
import { nextId } from '../../../platform/database/next-ids.ts';
import { json, list, storedDay } from '../../../platform/database/sql-values.ts';
import type { Tables } from '../../../platform/database/tables.ts';

/** A text as somebody sent it, with the key that stands for this save, and what it was merged into. */
export type NewText = {
  text: CheckedText;
  key?: string | undefined;
  merge?: NewMerge | undefined;
  restores?: RevisionId | undefined;
};

/**
 * A merged text, or undefined where the current text (`theirs`) says all of it; `opened` is the text that the form
 * descended from. `fields` are those that differ from the text as it was sent, `by` whoever wrote them.
 */
type NewMerge = {
  text: CheckedText | undefined;
  hash: string;
  opened: RevisionId;
  theirs: RevisionId;
  fields: readonly Field[];
  by: readonly PersonId[];
};

/** What a save wrote: `mine` is the text as it was sent, `revision` the one that is current from then on. */
export type WrittenRow = {
  entry: EntryId;
  proposal: ProposalId;
  mine: RevisionId;
  revision: RevisionId;
  version: number;
};

/** The parts of a statement that made its row `written`. */
export type WrittenRows = QueryCreator<Tables & { written: WrittenRow }>;

/** Whose a text is: an id, and the others who held what they came in with. */
type Author = { person: Expression<PersonId>; hands: Expression<PersonId[]> };

/** The ids of what is to be written. */
export function drawn(db: QueryCreator<Tables>, { merge }: NewText): Expression<Pick<WrittenRow, 'mine' | 'revision'>> {
  const next = nextId('revision');
  if (!merge) return db.selectFrom(db.selectNoFrom(next.as('id')).as('next')).select(['id as mine', 'id as revision']);
  const status = merge.text ? next : sql<RevisionId>`${merge.theirs}::int`;
  return db.selectNoFrom([next.as('mine'), status.as('revision')]);
}

/** The text as it was sent, and the one that it was merged into. */
export function withTexts(parts: WrittenRows, actor: Actor, { text, key, merge }: NewText): WrittenRows {
  const author = { person: sql<PersonId>`${actor.person}::int`, hands: list.ints(actor.hands ?? []) };
  const sent = parts.with('sent_revision', (part) =>
    newRevision(asPart(part), text, contentHash(text), { actor, author, id: 'written.mine', key }),
  );
  return merge?.text ? withRevision(asPart(sent), actor, merge.text, merge.hash, author) : asPart(sent);
}

/** The text that is current from now on. */
export function withRevision(
  parts: WrittenRows,
  actor: Actor,
  text: CheckedText,
  hash: string,
  author: Author,
): WrittenRows {
  return asPart(
    parts.with('new_revision', (part) =>
      newRevision(asPart(part), text, hash, { actor, author, id: 'written.revision' }),
    ),
  );
}

type NewTextRow = { actor: Actor; author: Author; id: 'written.mine' | 'written.revision'; key?: string | undefined };

function newRevision(part: WrittenRows, text: CheckedText, hash: string, { actor, author, id, key }: NewTextRow) {
  return insertFrom(
    part,
    'revision',
    (eb) => eb.selectFrom('written'),
    (eb) => ({
      ...textColumns(text),
      id: eb.ref(id),
      entry_id: eb.ref('written.entry'),
      proposal_id: eb.ref('written.proposal'),
      hash,
      author_id: author.person,
      hands: author.hands,
      channel: actor.channel,
      save_key: key ?? null,
    }),
  );
}

function textColumns(text: RevisionText) {
  return {
    day: storedDay(text.day),
    topic: text.topic,
    headline: text.headline,
    summary: text.summary,
    sources: json(text.sources),
    contexts: list.ints(text.contexts),
    related: json(text.related),
    kept: json(text.kept),
  };
}

/** A draft that readers never saw is called, and is, as its text says. */
export function retitled(parts: WrittenRows, text: RevisionText): WrittenRows {
  const titled = parts.with('retitled', (part) =>
    part
      .updateTable('entry')
      .set({ day: storedDay(text.day), title: titleOf(text.topic, text.headline) })
      .where('entry.id', '=', (eb) => eb.selectFrom('written').select('written.entry'))
      .where('entry.published_revision_id', 'is', null)
      .where('entry.withdrawn_at', 'is', null),
  );
  return asPart(titled);
}

/** The row that was written, as the statement answers with it; undefined where nothing was. */
export function writtenRow(parts: WrittenRows): Promise<WrittenRow | undefined> {
  return parts
    .selectFrom('written')
    .select(['written.entry', 'written.proposal', 'written.mine', 'written.revision', 'written.version'])
    .executeTakeFirst();
}
