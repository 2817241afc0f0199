import { type Expression, expressionBuilder, sql } from 'kysely';
import type { Day } from '../../../kernel/day.ts';
import type { EntryId, RevisionId } from '../../../kernel/ids.ts';
import type { DayOrder } from '../../../kernel/newsroom/day-order.ts';
import type { RevisionText } from '../../../kernel/revision/text.ts';
import type { Statements } from '../../../platform/database/kysely.ts';
import { type TextRow, textFromRow } from '../../../platform/database/rows.ts';
import { anyDay, anyOf, asDay, literal, slugOf } from '../../../platform/database/sql-values.ts';
import type { Tables } from '../../../platform/database/tables.ts';
import { TEXT_COLUMNS } from '../../../platform/database/text-columns.ts';

/** A text that readers see or saw. `imported`: an import brought it. */
export type PublishedText = {
  entry: EntryId;
  revision: RevisionId;
  path: string;
  slug: string;
  imported: boolean;
  text: RevisionText;
};

/** What is published of these entries and of all entries of these days. */
export async function publishedTexts(
  db: Statements,
  entries: readonly EntryId[],
  days: readonly Day[],
): Promise<PublishedText[]> {
  const asked = db
    .selectFrom('entry')
    .select('id')
    .where('id', '=', anyOf(entries))
    .union(db.selectFrom('entry').select('id').where('day', '=', anyDay(days)));
  const rows = await db
    .selectFrom(asked.as('a'))
    .innerJoin('entry as e', 'e.id', 'a.id')
    .innerJoin('revision as r', 'r.id', 'e.published_revision_id')
    .select((eb) => [
      'e.id as entry',
      'r.id as revision',
      'e.path',
      'e.slug',
      isImport(eb.ref('r.channel')).as('imported'),
    ])
    .select(TEXT_COLUMNS)
    .$narrowType<{ path: string; slug: string }>()
    .execute();
  return rows.map(publishedText);
}

/** What was published of these entries at any time, oldest first: each text once. */
export async function everPublished(db: Statements, entries: readonly EntryId[]): Promise<PublishedText[]> {
  if (!entries.length) return [];
  const first = db
    .selectFrom('publication')
    .select((eb) => ['entry_id', 'revision_id', eb.fn.min('id').as('id')])
    .where('entry_id', '=', anyOf(entries))
    .groupBy(['entry_id', 'revision_id']);
  const rows = await db
    .selectFrom(first.as('first'))
    .innerJoin('publication as p', 'p.id', 'first.id')
    .innerJoin('revision as r', 'r.id', 'first.revision_id')
    .select((eb) => [
      'p.entry_id as entry',
      'r.id as revision',
      'p.path',
      slugOf(eb.ref('p.path')).as('slug'),
      isImport(eb.ref('r.channel')).as('imported'),
    ])
    .select(TEXT_COLUMNS)
    .orderBy('p.id')
    .execute();
  return rows.map(publishedText);
}

function isImport(channel: Expression<Tables['revision']['channel']>) {
  return sql<boolean>`${channel} = ${literal<Tables['revision']['channel']>('import')}`;
}

const at = expressionBuilder<Tables & { o: Tables['day_order']; d: Tables['day'] }, 'o' | 'd'>();

/** Whether the order `o` of a day `d` is in the log of what readers see. */
export const orderIsSeen = at.exists(
  at
    .selectFrom('archive_change as c')
    .select('c.position')
    .where('c.kind', '=', literal('day'))
    .whereRef('c.day', '=', 'd.day')
    .whereRef('c.order_id', '=', 'o.id'),
);

/** The orders in which readers see these days; days without one are left out. */
export async function ordersOf(db: Statements, days: readonly Day[]): Promise<Map<Day, DayOrder>> {
  if (!days.length) return new Map();
  const rows = await db
    .selectFrom('day as d')
    .innerJoin('day_order as o', 'o.id', 'd.order_id')
    .select((eb) => [asDay(eb.ref('d.day')).as('day'), 'o.entries', 'o.kept'])
    .where('d.day', '=', anyDay(days))
    .where(orderIsSeen)
    .execute();
  return new Map(rows.map(({ day, ...order }) => [day, order]));
}

type BeforeRow = TextRow & Omit<PublishedText, 'text'>;

function publishedText({ entry, revision, path, slug, imported, ...row }: BeforeRow): PublishedText {
  return { entry, revision, path, slug, imported, text: textFromRow(row) };
}
