import { expressionBuilder, type RawBuilder, sql } from 'kysely';
import { recordEvents } from '../../../audit/store/audit.ts';
import type { ContextId, EventId } from '../../../kernel/ids.ts';
import type { Actor } from '../../../kernel/permission/actor.ts';
import { insertFrom } from '../../../platform/database/insert-from.ts';
import { keptStatements, kysely, type Queryable } from '../../../platform/database/kysely.ts';
import { anyOf, literal } from '../../../platform/database/sql-values.ts';
import type { Tables } from '../../../platform/database/tables.ts';
import type { Database } from '../../../platform/database/transaction.ts';
import { type RefusedSuggestion, type SuggestionKind, storedRefusal } from '../rules/refusal.ts';

/** What was refused for an entry. */
export type Refused = { contexts: ContextId[]; related: EventId[]; duplicates: EventId[] };

/** What was refused for each of these entries; those for which nothing was are left out. */
export async function refusedFor(db: Queryable, events: readonly EventId[]): Promise<Map<EventId, Refused>> {
  const rows = await keptStatements(db)
    .with('refused', (part) =>
      part
        .selectFrom('refused_suggestion')
        .select(['event_id as event', 'kind', 'subject_id as subject'])
        .where('event_id', '=', anyOf(events))
        .unionAll(
          part
            .selectFrom('refused_suggestion')
            .select((eb) => [eb.ref('subject_id').$castTo<EventId>().as('event'), 'kind', 'event_id as subject'])
            .where('subject_id', '=', anyOf(events))
            .where('kind', '=', literal('duplicate')),
        ),
    )
    .selectFrom('refused')
    .select((eb) => {
      const subjects = <Id extends number>(kind: SuggestionKind) => {
        const found = eb.fn.agg<Id[] | null>('array_agg', ['subject']).filterWhere('kind', '=', literal(kind));
        return sql<Id[]>`coalesce(${found}, '{}')`;
      };
      return [
        'event',
        subjects<ContextId>('context').as('contexts'),
        subjects<EventId>('related').as('related'),
        subjects<EventId>('duplicate').as('duplicates'),
      ];
    })
    .groupBy('event')
    .execute();
  return new Map(rows.map(({ event, ...refused }) => [event, refused]));
}

/**
 * Remembers a refusal, or forgets it, with the event; says whether the entry and what was refused exist. The event
 * stands beside the entry's history, not in it: that tells of texts. A refused context is learned from like a text.
 */
export async function setRefused(
  { prisma }: Pick<Database, 'prisma'>,
  actor: Actor,
  suggestion: RefusedSuggestion,
  refused: boolean,
): Promise<{ event: boolean; subject: boolean }> {
  const payload = storedRefusal(suggestion);
  const { kind } = payload;
  const row = { event_id: asId<EventId>(payload.event), kind, subject_id: asId(payload.subject) };
  const known = await kysely(prisma)
    .with('known', (part) =>
      part.selectNoFrom([
        hasEvent(suggestion.event).as('event'),
        (kind === 'context' ? hasContext(suggestion.subject) : hasEvent(suggestion.subject)).as('subject'),
      ]),
    )
    .with('changed', (part) =>
      refused
        ? insertFrom(
            part,
            'refused_suggestion',
            (eb) => eb.selectFrom('known').where('known.event', '=', true).where('known.subject', '=', true),
            () => ({ ...row, person_id: actor.person }),
          )
            .onConflict((already) => already.doNothing())
            .returning('event_id')
        : part
            .deleteFrom('refused_suggestion')
            .where((eb) => eb.and(row))
            .returning('event_id'),
    )
    .selectFrom('known')
    .select((eb) => ['event', 'subject', eb.exists(eb.selectFrom('changed').select('event_id')).as('changed')])
    .executeTakeFirstOrThrow();
  if (known.changed)
    await recordEvents(prisma, actor, { type: refused ? 'refuse-suggestion' : 'take-refusal-back', payload });
  return known;
}

const from = expressionBuilder<Tables>();

function hasEvent(id: number) {
  return from.exists(from.selectFrom('event').select('id').where('id', '=', asId<EventId>(id))).$castTo<boolean>();
}

function hasContext(id: number) {
  return from.exists(from.selectFrom('context').select('id').where('id', '=', asId<ContextId>(id))).$castTo<boolean>();
}

function asId<Id extends number>(id: number): RawBuilder<Id> {
  return sql<Id>`${id}::int`;
}

/** Which of these entries were said not to be the same, as pairs of ids, the smaller one first. */
export async function refusedPairs(db: Queryable, events: readonly EventId[]): Promise<Set<string>> {
  const rows = await keptStatements(db)
    .selectFrom('refused_suggestion')
    .select((eb) => sql<string>`${eb.ref('event_id')} || ' ' || ${eb.ref('subject_id')}`.as('pair'))
    .where('kind', '=', literal('duplicate'))
    .where('event_id', '=', anyOf(events))
    .where('subject_id', '=', anyOf(events))
    .execute();
  return new Set(rows.map(({ pair }) => pair));
}
