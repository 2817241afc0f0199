import { jsonArrayFrom } from 'kysely/helpers/postgres';
import type { Day } from '../../../kernel/day.ts';
import { type EntryId, type ProposalId, type RevisionId, toId } from '../../../kernel/ids.ts';
import type { NamedPerson } from '../../../kernel/named-person.ts';
import type { Channel } from '../../../kernel/permission/actor.ts';
import { changesBetween, type FieldChange } from '../../../kernel/revision/changes.ts';
import { type EntryInput, inputOf } from '../../../kernel/revision/revise.ts';
import type { RevisionText } from '../../../kernel/revision/text.ts';
import type { Store } from '../../../platform/database/database.ts';
import { kysely } from '../../../platform/database/kysely.ts';
import { textFromRow } from '../../../platform/database/rows.ts';
import { anyOf, rowOf } from '../../../platform/database/sql-values.ts';
import { inTodaysWords } from '../../contexts/rules/meaning.ts';
import { readMeanings } from '../../contexts/store/meanings.ts';
import { live } from '../../published/published.ts';
import { type ChangeNames, readChangeNames } from '../../review/queries/change-names.ts';

/** A revision as a list shows it. Instants are ISO. */
export type RevisionSummary = {
  revision: RevisionId;
  hash: string;
  author: NamedPerson;
  channel: Channel;
  at: string;
  proposal: ProposalId | null;
  day: Day;
  headline: string;
  published: { at: string; path: string; by: NamedPerson }[];
};

/** A revision with its whole text. */
export type RevisionView = RevisionSummary & { fields: EntryInput; kept: RevisionText['kept'] };

/** What differs between two revisions of an entry. */
export type RevisionDifference = {
  from: RevisionSummary;
  to: RevisionSummary;
  changes: FieldChange[];
  names: ChangeNames;
};

type SummaryRow = Awaited<ReturnType<typeof readRows>>[number];

const USUAL_PAGE = 50;

/** The revisions of an entry, newest first, from behind a cursor; undefined where there is no such entry. */
export async function listRevisions(
  store: Store,
  entry: EntryId,
  { cursor = 2_147_483_647, limit = USUAL_PAGE }: { cursor?: number | undefined; limit?: number | undefined },
): Promise<{ items: RevisionSummary[]; next: string | null } | undefined> {
  const rows = await readRows(store, entry, { before: cursor, limit: limit + 1 });
  if (!rows.length && !(await store.prisma.entry.count({ where: { id: entry } }))) return undefined;
  const items = rows.slice(0, limit).map(summaryOf);
  const last = items.at(-1);
  return { items, next: rows.length > limit && last ? String(last.revision) : null };
}

/** One revision of an entry; undefined where it has none of that id. */
export async function readRevision(
  store: Store,
  entry: EntryId,
  revision: RevisionId,
): Promise<RevisionView | undefined> {
  const [row] = await readRows(store, entry, { of: [revision] });
  if (!row) return undefined;
  const text = textFromRow(row.text);
  return { ...summaryOf(row), fields: inputOf(text), kept: text.kept };
}

/** What differs between two revisions of an entry; undefined where it has not both. */
export async function readDifference(
  store: Store,
  entry: EntryId,
  from: RevisionId,
  to: RevisionId,
): Promise<RevisionDifference | undefined> {
  const rows = await readRows(store, entry, { of: [from, to] });
  const [a, b] = [from, to].map((id) => rows.find(({ text }) => text.id === id));
  if (!a || !b) return undefined;
  const { meanings } = await readMeanings(
    live(store.pool),
    [a, b].flatMap(({ text }) => text.contexts),
  );
  const textOf = ({ text }: typeof a) => inTodaysWords(textFromRow(text), meanings);
  const texts: [RevisionText, RevisionText] = [textOf(a), textOf(b)];
  return {
    from: summaryOf(a),
    to: summaryOf(b),
    changes: changesBetween(...texts),
    names: await readChangeNames(store, texts),
  };
}

function readRows(store: Store, entry: EntryId, which: { of: RevisionId[] } | { before: number; limit: number }) {
  const db = kysely(store.prisma);
  const asked = db.selectFrom('revision').selectAll().where('entry_id', '=', entry).orderBy('id', 'desc');
  const page =
    'of' in which
      ? asked.where('id', '=', anyOf(which.of)).limit(which.of.length)
      : asked.where('id', '<', toId<RevisionId>(which.before)).limit(which.limit);
  return db
    .selectFrom(page.as('r'))
    .innerJoin('person as a', 'a.id', 'r.author_id')
    .select((eb) => [
      rowOf<'revision'>(eb.table('r')).as('text'),
      'a.name as author',
      jsonArrayFrom(
        eb
          .selectFrom('publication as u')
          .innerJoin('person as b', 'b.id', 'u.approved_by')
          .select(['u.at', 'u.path', 'b.id', 'b.name'])
          .whereRef('u.entry_id', '=', 'r.entry_id')
          .whereRef('u.revision_id', '=', 'r.id')
          .orderBy('u.id'),
      ).as('publications'),
    ])
    .orderBy('r.id', 'desc')
    .execute();
}

function summaryOf({ text, author, publications }: SummaryRow): RevisionSummary {
  return {
    revision: text.id,
    hash: text.hash,
    author: { id: text.author_id, name: author },
    channel: text.channel,
    at: new Date(text.created_at).toISOString(),
    proposal: text.proposal_id,
    day: text.day,
    headline: text.headline,
    published: publications.map(({ at, path, id, name }) => ({
      at: new Date(at).toISOString(),
      path,
      by: { id, name },
    })),
  };
}
