import type { ExpressionBuilder, QueryCreator } from 'kysely';
import { jsonArrayFrom } from 'kysely/helpers/postgres';
import { isOneOf, jsonIn, numberIn, numbersIn } from '../../../audit/store/audit-expressions.ts';
import type { EntryId, PersonId, RevisionId } from '../../../kernel/ids.ts';
import type { NamedPerson } from '../../../kernel/named-person.ts';
import type { RevisionText } from '../../../kernel/revision/text.ts';
import { asPart } from '../../../platform/database/as-part.ts';
import type { Reader } from '../../../platform/database/database.ts';
import { kysely } from '../../../platform/database/kysely.ts';
import { textFromRow } from '../../../platform/database/rows.ts';
import { rowOf } from '../../../platform/database/sql-values.ts';
import type { Tables } from '../../../platform/database/tables.ts';
import type { AnyDatabase } from '../../../platform/database/transaction.ts';

/**
 * A text that was once, by its hash; `since` are those written after it, oldest first, `own` where the person sent
 * that very text: nobody else's words were merged into it, and it was neither imported nor restored from the
 * history. `by` are the others who wrote since, or whose words were left aside when it was merged.
 */
export type EarlierText = {
  hash: string;
  text: RevisionText;
  since: { text: RevisionText; own: boolean }[];
  by: NamedPerson[];
};

/** With more texts since, nobody's own words are told from others': a clash is shown then. */
const MOST_SINCE = 200;

/**
 * Reads a revision of `entry`, and what was written after it, from the view of `person`. Undefined where the entry has
 * no such revision.
 */
export async function readEarlierText(
  store: Reader,
  person: PersonId,
  entry: EntryId,
  revision: RevisionId,
): Promise<EarlierText | undefined> {
  const row = await kysely(store.prisma)
    .with('since', (part) => textsSince(part, entry, revision))
    .with('merge', (part) => mergesOf(asPart(part), entry))
    .with('borrowed', (part) => borrowedTexts(asPart(part), entry))
    .selectFrom('revision as opened')
    .select((eb) => [
      rowOf<'revision'>(eb.table('opened')).as('opened'),
      jsonArrayFrom(
        eb
          .selectFrom('since')
          .select((of) => [rowOf<'revision'>(of.table('since')).as('row'), isOwn(of, person).as('own')])
          .orderBy('since.id'),
      ).as('since'),
      jsonArrayFrom(
        eb
          .selectFrom('person')
          .select(['person.id', 'person.name'])
          .where('person.id', '<>', person)
          .where((of) => of('person.id', 'in', othersSince(of, revision)))
          .orderBy('person.id'),
      ).as('by'),
    ])
    .where('opened.id', '=', revision)
    .where('opened.entry_id', '=', entry)
    .executeTakeFirst();
  if (!row) return undefined;
  const { opened, since, by } = row;
  return {
    hash: opened.hash,
    text: textFromRow(opened),
    since: since.length > MOST_SINCE ? [] : since.map(({ row: written, own }) => ({ text: textFromRow(written), own })),
    by,
  };
}

type Merge = {
  mine: RevisionId | null;
  merged: RevisionId | null;
  theirs: RevisionId | null;
  by: PersonId[] | null;
};

/** What the reading of an earlier text is made of. */
type MergeParts = Tables & { since: Tables['revision']; merge: Merge; borrowed: { id: RevisionId | null } };

function textsSince(db: QueryCreator<Tables>, entry: EntryId, revision: RevisionId) {
  return db
    .selectFrom('revision')
    .selectAll()
    .where('entry_id', '=', entry)
    .where('id', '>', revision)
    .orderBy('id')
    .limit(MOST_SINCE + 1);
}

/** What texts of an entry were merged from, and whose words those are. */
function mergesOf(db: QueryCreator<Tables>, entry: EntryId) {
  return db
    .selectFrom('audit_event')
    .select((eb) => [
      numberIn(eb.ref('detail'), 'merge', 'mine').as('mine'),
      numberIn(eb.ref('detail'), 'merge', 'merged').as('merged'),
      numberIn(eb.ref('detail'), 'merge', 'theirs').as('theirs'),
      jsonIn(eb.ref('detail'), 'merge', 'by').as('by'),
    ])
    .where('entry_id', '=', entry)
    .where((eb) => isOneOf(eb.ref('type'), 'merge'));
}

/** The texts whose words are not their author's alone: merged ones, and those restored from the history. */
function borrowedTexts(db: QueryCreator<Tables & { merge: Merge }>, entry: EntryId) {
  return db
    .selectFrom('merge')
    .select('merge.merged as id')
    .whereRef('merge.merged', '<>', 'merge.mine')
    .whereRef('merge.merged', '<>', 'merge.theirs')
    .union(
      db
        .selectFrom('audit_event')
        .select((eb) => numberIn(eb.ref('detail'), 'restore', 'revision').as('id'))
        .where('entry_id', '=', entry)
        .where((eb) => isOneOf(eb.ref('type'), 'restore')),
    );
}

function isOwn(eb: ExpressionBuilder<MergeParts, 'since'>, person: PersonId) {
  const borrowed = eb.selectFrom('borrowed').select((of) => of.ref('borrowed.id').$notNull().as('id'));
  return eb
    .and([
      eb('since.author_id', '=', person),
      eb('since.proposal_id', 'is not', null),
      eb('since.id', 'not in', borrowed),
    ])
    .$castTo<boolean>();
}

/** Whoever wrote since, or whose words were left aside when the text was merged. */
function othersSince(eb: ExpressionBuilder<MergeParts, 'person'>, revision: RevisionId) {
  return eb
    .selectFrom('since')
    .select('since.author_id as id')
    .union(
      eb
        .selectFrom('merge')
        .select((of) => numbersIn(of.ref('merge.by')).as('id'))
        .where((of) => of.or([of('merge.mine', '=', revision), of('merge.merged', '>', revision)])),
    );
}

/** The text of a revision of `entry`; undefined where it has no such revision. */
export async function readText(store: Reader, entry: EntryId, revision: RevisionId): Promise<RevisionText | undefined> {
  const row = await kysely(store.prisma)
    .selectFrom('revision as r')
    .select((eb) => rowOf<'revision'>(eb.table('r')).as('row'))
    .where('r.id', '=', revision)
    .where('r.entry_id', '=', entry)
    .executeTakeFirst();
  return row && textFromRow(row.row);
}

/** Who wrote a revision. */
export async function readAuthor(store: Pick<AnyDatabase, 'prisma'>, revision: RevisionId): Promise<NamedPerson> {
  const row = await kysely(store.prisma)
    .selectFrom('revision as r')
    .innerJoin('person as p', 'p.id', 'r.author_id')
    .select(['p.id', 'p.name'])
    .where('r.id', '=', revision)
    .executeTakeFirst();
  if (!row) throw new Error(`Revision ${revision} has no author.`);
  return row;
}
