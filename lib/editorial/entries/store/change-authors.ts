import { type Expression, expressionBuilder, sql } from 'kysely';
import { jsonArrayFrom } from 'kysely/helpers/postgres';
import type { EntryId, PersonId } from '../../../kernel/ids.ts';
import type { Store } from '../../../platform/database/database.ts';
import { kysely } from '../../../platform/database/kysely.ts';
import { lastWithdrawal } from '../../../platform/database/proposal-expressions.ts';
import { countOf, literal } from '../../../platform/database/sql-values.ts';
import type { Tables } from '../../../platform/database/tables.ts';

/** A person as a commit names one. */
export type Committer = { name: string; email: string };

/**
 * What changed of an entry or of the rest between two positions of the log. `title` is the headline, or the path where
 * there is none.
 */
export type NamedChange = {
  kind: 'published' | 'updated' | 'withdrawn' | 'day' | 'prose';
  path: string;
  title: string;
};

/**
 * Who changed what between two positions of the log, and who approved it; the lists hold the latest, the counts all.
 */
export type ChangeAuthors = {
  changes: NamedChange[];
  counts: { published: number; updated: number; withdrawn: number; day: number; prose: number };
  /** In the order of their last change. An import's author is whoever imported. */
  authors: Committer[];
  /** Those who approved what others had written. */
  approvers: Committer[];
};

type Change = {
  position: number;
  kind: NamedChange['kind'];
  path: string;
  title: string;
  author: PersonId | null;
  approver: PersonId | null;
};

const from = expressionBuilder<Tables>();
const toldOf = expressionBuilder<Tables & { described: Change }>();

/** Reads the log behind a position up to another. `most` bounds the lists. */
export async function changeAuthors(store: Store, after: number, upTo: number, most: number): Promise<ChangeAuthors> {
  const { changes, authors, approvers, ...counts } = await kysely(store.pool)
    .with('since', () => changesBetween(after, upTo))
    .with('described', (part) =>
      part
        .selectFrom('since as s')
        .select(['s.position', 's.kind', 's.path', 's.title', 's.author', 's.approver'])
        .where((eb) => {
          const dayPage = sql<string>`regexp_replace(${sql.ref('n.path')}, '[^/]+$', 'index.md')`;
          const entries = eb.selectFrom('since as n').select('n.position').where('n.kind', 'in', COMES_OR_GOES);
          return eb
            .case()
            .when('s.kind', '=', literal('day'))
            .then(eb.not(eb.exists(entries.where(dayPage, '=', eb.ref('s.path')))))
            .when('s.kind', '=', literal('withdrawn'))
            .then(eb.not(eb.exists(nextAddress(eb.ref('s.position'), eb.ref('s.entry_id')))))
            .else(eb.val(true))
            .end();
        }),
    )
    .selectFrom('described')
    .select((eb) => {
      const ofKind = (kind: NamedChange['kind']) =>
        countOf(eb.fn.countAll().filterWhere('kind', '=', literal(kind))).as(kind);
      return [ofKind('published'), ofKind('updated'), ofKind('withdrawn'), ofKind('day'), ofKind('prose')];
    })
    .select([
      jsonArrayFrom(latestChanges(most)).as('changes'),
      jsonArrayFrom(latestPeople('author', most)).as('authors'),
      jsonArrayFrom(latestPeople('approver', most)).as('approvers'),
    ])
    .executeTakeFirstOrThrow();
  return { changes, counts, authors, approvers };
}

const COMES_OR_GOES = [literal('published'), literal('withdrawn')];
const ofAnEntry = expressionBuilder<{ c: Tables['archive_change'] }, 'c'>()('c.kind', 'in', [
  literal('published'),
  literal('updated'),
  literal('withdrawn'),
]);

/**
 * The last change of every page, and whose it is. Where only the name of a context changed, nobody wrote the page
 * again. A day that a publication put in order again is no change of its own, nor is the address that a moved page
 * left: its new one, the change behind it, says about it.
 */
function changesBetween(after: number, upTo: number) {
  return from
    .selectFrom('archive_change as c')
    .leftJoin('publication as p', 'p.id', 'c.publication_id')
    .leftJoin('revision as r', 'r.id', 'p.revision_id')
    .leftJoin('entry as e', 'e.id', 'c.entry_id')
    .leftJoin('day_order as o', 'o.id', 'c.order_id')
    .leftJoinLateral(
      (eb) =>
        lastWithdrawal(eb.ref('c.entry_id').$notNull())
          .select(['p.opened_by', 'p.decided_by'])
          .where(eb('c.kind', '=', literal('withdrawn')))
          .as('w'),
      (join) => join.onTrue(),
    )
    .select(({ fn, ref }) => [
      'c.position',
      'c.kind',
      'c.path',
      'c.entry_id',
      fn.coalesce('r.headline', 'e.title', 'c.path').as('title'),
      unless(ref('c.naming'), fn.coalesce('r.author_id', 'w.opened_by', 'o.author_id')).as('author'),
      unless(
        ref('c.naming'),
        fn.coalesce(other(ref('p.approved_by'), ref('r.author_id')), other(ref('w.decided_by'), ref('w.opened_by'))),
      ).as('approver'),
    ])
    .where('c.position', '>', after)
    .where('c.position', '<=', upTo)
    .distinctOn([ofAnEntry, 'c.path'])
    .orderBy(ofAnEntry)
    .orderBy('c.path')
    .orderBy('c.naming')
    .orderBy('c.position', 'desc');
}

function unless(naming: Expression<boolean>, person: Expression<PersonId | null>) {
  return sql<PersonId | null>`CASE WHEN NOT ${naming} THEN ${person} END`;
}

function other(person: Expression<PersonId | null>, than: Expression<PersonId | null>) {
  return sql<PersonId | null>`nullif(${person}, ${than})`;
}

/** The change right behind one, where it publishes the same event. */
function nextAddress(position: Expression<number>, entry: Expression<EntryId | null>) {
  return from
    .selectFrom('archive_change as next')
    .select('next.position')
    .where((eb) => eb('next.position', '=', eb(position, '+', eb.lit(1))))
    .where((eb) => eb('next.entry_id', '=', entry))
    .where('next.kind', '=', literal('published'));
}

function latestChanges(most: number) {
  const latest = toldOf
    .selectFrom('described as t')
    .select(['t.kind', 't.path', 't.title', 't.position'])
    .orderBy('t.position', 'desc')
    .limit(most);
  return toldOf.selectFrom(latest.as('latest')).select(['kind', 'path', 'title']).orderBy('position');
}

function latestPeople(role: 'author' | 'approver', most: number) {
  const latest = toldOf
    .selectFrom('described as t')
    .innerJoin('person as q', 'q.id', `t.${role}`)
    .select((eb) => ['q.name', 'q.email', eb.fn.max('t.position').as('last')])
    .groupBy('q.id')
    .orderBy('last', 'desc')
    .limit(most);
  return toldOf.selectFrom(latest.as('latest')).select(['name', 'email']).orderBy('last');
}
