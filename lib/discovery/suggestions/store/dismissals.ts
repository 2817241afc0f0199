import { expressionBuilder, type RawBuilder, sql } from 'kysely';
import { recordEvents } from '../../../audit/store/audit.ts';
import type { ContextId, EntryId } from '../../../kernel/ids.ts';
import type { Actor } from '../../../kernel/permission/actor.ts';
import { insertFrom } from '../../../platform/database/insert-from.ts';
import { keptStatements, kysely, type Queryable } from '../../../platform/database/kysely.ts';
import { anyOf, literal } from '../../../platform/database/sql-values.ts';
import type { Tables } from '../../../platform/database/tables.ts';
import type { Database } from '../../../platform/database/transaction.ts';
import { type DismissedSuggestion, type SuggestionKind, storedDismissal } from '../rules/dismissal.ts';

/** What was dismissed for an entry. */
export type Dismissals = { contexts: ContextId[]; related: EntryId[]; duplicates: EntryId[] };

/** What was dismissed for each of these entries; those for which nothing was are left out. */
export async function readDismissals(db: Queryable, entries: readonly EntryId[]): Promise<Map<EntryId, Dismissals>> {
  const rows = await keptStatements(db)
    .with('dismissed', (part) =>
      part
        .selectFrom('dismissed_suggestion')
        .select(['entry_id as entry', 'kind', 'subject_id as subject'])
        .where('entry_id', '=', anyOf(entries))
        .unionAll(
          part
            .selectFrom('dismissed_suggestion')
            .select((eb) => [eb.ref('subject_id').$castTo<EntryId>().as('entry'), 'kind', 'entry_id as subject'])
            .where('subject_id', '=', anyOf(entries))
            .where('kind', '=', literal('duplicate')),
        ),
    )
    .selectFrom('dismissed')
    .select((eb) => {
      const subjects = <Id extends number>(kind: SuggestionKind) => {
        const found = eb.fn.agg<Id[] | null>('array_agg', ['subject']).filterWhere('kind', '=', literal(kind));
        return sql<Id[]>`coalesce(${found}, '{}')`;
      };
      return [
        'entry',
        subjects<ContextId>('context').as('contexts'),
        subjects<EntryId>('related').as('related'),
        subjects<EntryId>('duplicate').as('duplicates'),
      ];
    })
    .groupBy('entry')
    .execute();
  return new Map(rows.map(({ entry, ...dismissed }) => [entry, dismissed]));
}

/**
 * Stores a dismissal, or removes it, with the event; says whether the entry and what was dismissed exist. The event
 * is not part of the entry's history, which is about texts. A dismissed context is learned from like a text.
 */
export async function setDismissed(
  { prisma }: Pick<Database, 'prisma'>,
  actor: Actor,
  suggestion: DismissedSuggestion,
  dismissed: boolean,
): Promise<{ entry: boolean; subject: boolean }> {
  const payload = storedDismissal(suggestion);
  const { kind } = payload;
  const row = { entry_id: asId<EntryId>(payload.entry), kind, subject_id: asId(payload.subject) };
  const known = await kysely(prisma)
    .with('known', (part) =>
      part.selectNoFrom([
        hasEntry(suggestion.entry).as('entry'),
        (kind === 'context' ? hasContext(suggestion.subject) : hasEntry(suggestion.subject)).as('subject'),
      ]),
    )
    .with('changed', (part) =>
      dismissed
        ? insertFrom(
            part,
            'dismissed_suggestion',
            (eb) => eb.selectFrom('known').where('known.entry', '=', true).where('known.subject', '=', true),
            () => ({ ...row, person_id: actor.person }),
          )
            .onConflict((already) => already.doNothing())
            .returning('entry_id')
        : part
            .deleteFrom('dismissed_suggestion')
            .where((eb) => eb.and(row))
            .returning('entry_id'),
    )
    .selectFrom('known')
    .select((eb) => ['entry', 'subject', eb.exists(eb.selectFrom('changed').select('entry_id')).as('changed')])
    .executeTakeFirstOrThrow();
  if (known.changed)
    await recordEvents(prisma, actor, { type: dismissed ? 'dismiss-suggestion' : 'undo-dismissal', payload });
  return known;
}

const from = expressionBuilder<Tables>();

function hasEntry(id: number) {
  return from.exists(from.selectFrom('entry').select('id').where('id', '=', asId<EntryId>(id))).$castTo<boolean>();
}

function hasContext(id: number) {
  return from.exists(from.selectFrom('context').select('id').where('id', '=', asId<ContextId>(id))).$castTo<boolean>();
}

function asId<Id extends number>(id: number): RawBuilder<Id> {
  return sql<Id>`${id}::int`;
}

/** Which of these entries were said not to be the same, as pairs of ids, the smaller one first. */
export async function dismissedPairs(db: Queryable, entries: readonly EntryId[]): Promise<Set<string>> {
  const rows = await keptStatements(db)
    .selectFrom('dismissed_suggestion')
    .select((eb) => sql<string>`${eb.ref('entry_id')} || ' ' || ${eb.ref('subject_id')}`.as('pair'))
    .where('kind', '=', literal('duplicate'))
    .where('entry_id', '=', anyOf(entries))
    .where('subject_id', '=', anyOf(entries))
    .execute();
  return new Set(rows.map(({ pair }) => pair));
}
