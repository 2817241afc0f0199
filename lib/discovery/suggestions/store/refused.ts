import { recordEvents } from '../../../audit/store/audit.ts';
import type { ContextId, EventId } from '../../../kernel/ids.ts';
import type { Actor } from '../../../kernel/permission/actor.ts';
import { Prisma } from '../../../platform/database/generated/client.ts';
import type { Queryable } from '../../../platform/database/kysely.ts';
import type { Database } from '../../../platform/database/transaction.ts';
import { type RefusedSuggestion, storedRefusal } from '../rules/refusal.ts';

/** What was refused for an entry. */
export type Refused = { contexts: ContextId[]; related: EventId[]; duplicates: EventId[] };

/** What was refused for each of these entries; those for which nothing was are left out. */
export async function refusedFor(db: Queryable, events: readonly EventId[]): Promise<Map<EventId, Refused>> {
  const { rows } = await db.query<{ event: EventId } & Refused>({
    name: 'refused-for',
    text: REFUSED,
    values: [events],
  });
  return new Map(rows.map(({ event, ...refused }) => [event, refused]));
}

const REFUSED = `WITH refused AS (
    SELECT event_id AS event, kind, subject_id AS subject FROM refused_suggestion WHERE event_id = ANY($1::int[])
    UNION ALL SELECT subject_id, kind, event_id FROM refused_suggestion WHERE subject_id = ANY($1::int[]) AND kind = 'duplicate')
  SELECT event, coalesce(array_agg(subject) FILTER (WHERE kind = 'context'), '{}') AS contexts,
      coalesce(array_agg(subject) FILTER (WHERE kind = 'related'), '{}') AS related, coalesce(array_agg(subject) FILTER (WHERE kind = 'duplicate'), '{}') AS duplicates
    FROM refused GROUP BY event`;

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
  const { event, kind, subject } = storedRefusal(suggestion);
  const change = refused
    ? Prisma.sql`INSERT INTO refused_suggestion (event_id, kind, subject_id, person_id) SELECT ${event}, ${kind}, ${subject}, ${actor.person} FROM known
        WHERE known.event AND known.subject ON CONFLICT DO NOTHING RETURNING event_id`
    : Prisma.sql`DELETE FROM refused_suggestion WHERE event_id = ${event} AND kind = ${kind} AND subject_id = ${subject} RETURNING event_id`;
  const of = kind === 'context' ? Prisma.sql`context` : Prisma.sql`event`;
  const [known] = await prisma.$queryRaw<{ event: boolean; subject: boolean; changed: boolean }[]>`
    WITH known AS (SELECT EXISTS (SELECT 1 FROM event WHERE id = ${suggestion.event}) AS event, EXISTS (SELECT 1 FROM ${of} WHERE id = ${suggestion.subject}) AS subject),
      changed AS (${change})
    SELECT event, subject, EXISTS (SELECT FROM changed) AS changed FROM known`;
  if (known?.changed)
    await recordEvents(prisma, actor, {
      type: refused ? 'refuse-suggestion' : 'take-refusal-back',
      payload: { event, kind, subject },
    });
  return known ?? { event: false, subject: false };
}

/** Which of these entries were said not to be the same, as pairs of ids, the smaller one first. */
export async function refusedPairs(db: Queryable, events: readonly EventId[]): Promise<Set<string>> {
  const { rows } = await db.query<{ pair: string }>({
    name: 'refused-pairs',
    text: `SELECT event_id || ' ' || subject_id AS pair FROM refused_suggestion WHERE kind = 'duplicate' AND event_id = ANY($1::int[]) AND subject_id = ANY($1::int[])`,
    values: [events],
  });
  return new Set(rows.map(({ pair }) => pair));
}
