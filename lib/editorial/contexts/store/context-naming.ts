import { sql } from 'kysely';
import { moveLog, notifyCounted } from '../../../audit/store/change-log.ts';
import type { ContextId, EntryId } from '../../../kernel/ids.ts';
import { asPart } from '../../../platform/database/as-part.ts';
import { insertFrom } from '../../../platform/database/insert-from.ts';
import { kysely, type Runner } from '../../../platform/database/kysely.ts';
import { anyOf, count, list, listOf, literal } from '../../../platform/database/sql-values.ts';
import type { Transaction } from '../../../platform/database/transaction.ts';

/** Whose texts name these contexts, as they are stored; `means` is what the ids meant until now. */
export type ContextNaming = { means: ContextId; raw: readonly ContextId[] };

/**
 * Notes what contexts were called and meant until now, before that changes, and locks the archive's one row of state:
 * what is published meanwhile waits, so that each page is written either with the names of before or with those of
 * after.
 */
export async function noteNames(tx: Transaction, contexts: readonly ContextId[]): Promise<void> {
  const db = kysely(tx);
  await db.selectFrom('archive_state').select('id').forUpdate().execute();
  await insertFrom(
    db,
    'context_naming',
    (eb) => eb.selectFrom(['context as c', 'archive_state as s']).where('c.id', '=', anyOf(contexts)).orderBy('c.id'),
    (eb) => ({
      context_id: eb.ref('c.id'),
      name: eb.ref('c.name'),
      merged_into: eb.ref('c.merged_into'),
      until: eb.ref('s.position'),
    }),
  ).execute();
}

/**
 * The first parts of a statement about the published entries whose pages show other names, which are `touched`: `own`
 * have one of `of`; the rest have one of `beside`, and name among their related entries one without.
 */
function touchedBy(tx: Runner, of: ContextNaming, beside: readonly ContextId[]) {
  return kysely(tx)
    .with(
      (cte) => cte('own').materialized(),
      (db) => {
        const used = db
          .selectFrom('entry_context')
          .select('entry_id')
          .where('context_id', '=', of.means)
          .where('raw_id', '=', anyOf(of.raw))
          .union(db.selectFrom('learning_due').select('entry_id'));
        return db
          .selectFrom(used.as('u'))
          .innerJoin('entry as e', 'e.id', 'u.entry_id')
          .innerJoin('revision as r', 'r.id', 'e.published_revision_id')
          .select('e.id')
          .where('r.contexts', '&&', list.ints(of.raw));
      },
    )
    .with('alone', (db) =>
      db
        .selectFrom('own as o')
        .innerJoin('entry as e', 'e.id', 'o.id')
        .innerJoin('revision as r', 'r.id', 'e.published_revision_id')
        .select('o.id')
        .where((eb) => eb.lit(beside.length > 0))
        .where((eb) => eb.not(eb('r.contexts', '&&', list.ints(beside)))),
    )
    .with(
      (cte) => cte('touched').materialized(),
      (db) => {
        const alone = listOf(db.selectFrom('alone').select('alone.id'));
        const naming = db
          .selectFrom('revision as r')
          .innerJoin('entry as e', 'e.published_revision_id', 'r.id')
          .select('e.id')
          .where((eb) => sql<boolean>`related_entries(${eb.ref('r.related')}) && ${alone}`)
          .where('r.contexts', '&&', list.ints(beside));
        return db.selectFrom('own').select('own.id').union(naming);
      },
    );
}

/** How many pages a change of names touches, a digest of their texts, and the first of them. */
export type TouchedPages = { pages: number; digest: string; first: EntryId[] };

/** Reads what a change of names touches, without changing it. */
export async function readTouched(
  tx: Runner,
  of: ContextNaming,
  beside: readonly ContextId[],
  most: number,
): Promise<TouchedPages> {
  return touchedBy(tx, of, beside)
    .with('listed', (db) =>
      db
        .selectFrom('touched as t')
        .innerJoin('entry as e', 'e.id', 't.id')
        .select(['e.id', 'e.day', 'e.published_revision_id as revision']),
    )
    .selectFrom('listed')
    .select((eb) => {
      const [id, revision] = [eb.ref('listed.id'), eb.ref('listed.revision')];
      const first = eb.selectFrom('listed as l').select('l.id').orderBy('l.day', 'desc').orderBy('l.id', 'desc');
      return [
        count.as('pages'),
        sql<string>`md5(coalesce(string_agg(${id} || ':' || ${revision}, ',' ORDER BY ${id}), ''))`.as('digest'),
        listOf(first.limit(most)).as('first'),
      ];
    })
    .executeTakeFirstOrThrow();
}

/**
 * Logs the pages that show the names of contexts as changed: the published entries that have one of `of`, and those
 * that have one of `beside` and name among their related entries one of these without, with which they share it from
 * now on or no longer. Belongs into the transaction of the change, behind `noteNames`. Returns how many pages that are.
 */
export async function logNamed(tx: Transaction, of: ContextNaming, beside: readonly ContextId[] = []): Promise<number> {
  const logged = touchedBy(tx, of, beside)
    .with('counted', (db) => db.selectFrom('touched').select(count.as('n')))
    .with('state', (db) => moveLog(asPart(db)))
    .with('logged', (db) =>
      insertFrom(
        db,
        'archive_change',
        (eb) =>
          eb
            .selectFrom('touched as t')
            .innerJoin('entry as e', 'e.id', 't.id')
            .innerJoin('state', (on) => on.onTrue()),
        (eb) => {
          const place = eb.fn.agg<number>('row_number').over((over) => over.orderBy('e.day').orderBy('e.path'));
          const publication = eb
            .selectFrom('publication as p')
            .select((p) => p.fn.max('p.id').as('id'))
            .whereRef('p.entry_id', '=', 'e.id')
            .whereRef('p.revision_id', '=', 'e.published_revision_id');
          return {
            position: eb('state.before', '+', place),
            at: eb.ref('state.at'),
            kind: literal('updated'),
            path: eb.ref('e.path').$notNull(),
            day: eb.ref('e.day'),
            entry_id: eb.ref('e.id'),
            publication_id: publication.$asScalar(),
            naming: true,
          };
        },
      ),
    );
  return notifyCounted(asPart(logged));
}
