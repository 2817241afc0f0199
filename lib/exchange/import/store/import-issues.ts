import { type AliasedRawBuilder, type Selectable, sql } from 'kysely';
import { jsonArrayFrom } from 'kysely/helpers/postgres';
import { recordEvents } from '../../../audit/store/audit.ts';
import type { SameEventReason } from '../../../discovery/suggestions/rules/same-event.ts';
import type { Day } from '../../../kernel/day.ts';
import type { EntryId } from '../../../kernel/ids.ts';
import type { Actor } from '../../../kernel/permission/actor.ts';
import { insertFrom } from '../../../platform/database/insert-from.ts';
import { kysely, type Queryable } from '../../../platform/database/kysely.ts';
import { readersState } from '../../../platform/database/proposal-expressions.ts';
import { anyText, elementsOf, json, literal, now, storedDay } from '../../../platform/database/sql-values.ts';
import type { Tables } from '../../../platform/database/tables.ts';
import type { AnyDatabase, Database } from '../../../platform/database/transaction.ts';

/** What an import found and only an editor can decide. */
export type ImportFinding =
  | { kind: 'same-event'; reasons: SameEventReason[] }
  | { kind: 'ambiguous-contexts'; path: string; lists: { list: string; read: string[] }[] }
  | { kind: 'missing-link'; path: string; links: { link: string; title: string }[] };

export type ImportIssueKind = ImportFinding['kind'];

/** A finding with the day and the entries that it is about. The key makes a second import find the same thing. */
export type FoundItem = { key: string; day: Day; entries: EntryId[]; finding: ImportFinding };

/** Puts findings before the editors. Returns the keys that are new. */
export async function addImportIssues(client: Queryable, items: readonly FoundItem[]): Promise<Set<string>> {
  const rows = await insertFrom(
    kysely(client),
    'import_issue',
    (eb) => eb.selectFrom(asRows(items)).orderBy('n.day').orderBy('n.key'),
    (eb) => ({
      kind: eb.ref('n.kind'),
      key: eb.ref('n.key'),
      day: eb.ref('n.day'),
      entries: eb.ref('n.entries'),
      detail: eb.ref('n.detail'),
    }),
  )
    .onConflict((known) => known.column('key').doNothing())
    .returning('key')
    .execute();
  return new Set(rows.map((row) => row.key));
}

/** The keys among these findings that no import found before. */
export async function newIssueKeys(client: Queryable, items: readonly FoundItem[]): Promise<Set<string>> {
  const rows = await kysely(client)
    .selectFrom(asRows(items))
    .select('n.key')
    .where((eb) => eb.not(eb.exists(eb.selectFrom('import_issue as s').select('s.id').whereRef('s.key', '=', 'n.key'))))
    .execute();
  return new Set(rows.map((row) => row.key));
}

/** Groups of entries that look like one, as they were found on these days. */
export async function knownGroups(
  client: Queryable,
  from: Day,
  to: Day,
): Promise<{ key: string; entries: EntryId[]; isResolved: boolean }[]> {
  return kysely(client)
    .selectFrom('import_issue')
    .select((eb) => ['key', 'entries', eb('resolved_at', 'is not', null).$castTo<boolean>().as('isResolved')])
    .where('kind', '=', 'same-event')
    .where((eb) => eb.between('day', storedDay(from), storedDay(to)))
    .execute();
}

/** Takes questions back that a larger one holds. */
export async function removeOpenItems(client: Queryable, keys: readonly string[]): Promise<void> {
  if (keys.length)
    await kysely(client)
      .deleteFrom('import_issue')
      .where('key', '=', anyText(keys))
      .where('resolved_at', 'is', null)
      .execute();
}

type Columns = Pick<Selectable<Tables['import_issue']>, 'kind' | 'key' | 'day' | 'entries' | 'detail'>;

/** Findings as rows of their table. */
function asRows(items: readonly FoundItem[]): AliasedRawBuilder<Columns, 'n'> {
  const rows = items.map(({ finding: { kind, ...detail }, ...item }) => ({ ...item, kind, detail }));
  return sql<Columns>`jsonb_to_recordset(${json(rows)})`.as<'n'>(
    sql`n (kind import_issue_kind, key text, day date, entries int[], detail jsonb)`,
  );
}

/** An item as somebody is about to resolve it, with its entries as they are. */
export type OpenImportIssue = NonNullable<Awaited<ReturnType<typeof readImportIssue>>>;

/** An item; undefined where there is none of this id. */
export async function readImportIssue(store: Pick<AnyDatabase, 'prisma'>, id: number) {
  return kysely(store.prisma)
    .selectFrom('import_issue as s')
    .select((eb) => {
      const entries = eb
        .selectFrom('entry as e')
        .where((of) => of('e.id', '=', sql<EntryId>`any(${of.ref('s.entries')})`));
      const shown = entries
        .select(['e.id', 'e.title', readersState('draft').as('status')])
        .orderBy('e.day')
        .orderBy('e.id');
      return ['s.id', 's.kind', 's.resolved_as as resolvedAs', jsonArrayFrom(shown).as('entries')];
    })
    .where('s.id', '=', id)
    .executeTakeFirst();
}

/**
 * Notes how an item was resolved; of pages that are different entries, that each two of them are not the same. False
 * where somebody else was quicker.
 */
export async function closeImportIssue(
  { prisma }: Pick<Database, 'prisma'>,
  actor: Actor,
  id: number,
  as: 'different' | 'one' | 'seen',
  notes: { keep?: EntryId; withdrawals: EntryId[] },
): Promise<boolean> {
  const closed = await kysely(prisma)
    .with('closed', (part) =>
      part
        .updateTable('import_issue')
        .set({ resolved_at: now, resolved_by: actor.person, resolved_as: as })
        .where('id', '=', id)
        .where('resolved_at', 'is', null)
        .returning(['id', 'kind', 'entries']),
    )
    .with('apart', (part) =>
      insertFrom(
        part,
        'dismissed_suggestion',
        (eb) =>
          eb
            .selectFrom('closed')
            .crossJoinLateral((of) => elementsOf(of.ref('closed.entries'), 'a'))
            .crossJoinLateral((of) => elementsOf(of.ref('closed.entries'), 'b'))
            .where('closed.kind', '=', literal('same-event'))
            .where((of) => of.lit(as === 'different'))
            .whereRef('a.id', '<', 'b.id'),
        (eb) => ({
          entry_id: eb.ref('a.id'),
          kind: literal('duplicate'),
          subject_id: eb.ref('b.id'),
          person_id: actor.person,
        }),
      ).onConflict((known) => known.doNothing()),
    )
    .selectFrom('closed')
    .select('id')
    .executeTakeFirst();
  if (!closed) return false;
  await recordEvents(prisma, actor, { type: 'resolve-import-issue', payload: { item: id, as, ...notes } });
  return true;
}
