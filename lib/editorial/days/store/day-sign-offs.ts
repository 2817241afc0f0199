import { sql } from 'kysely';
import { recordEvents } from '../../../audit/store/audit.ts';
import type { Day } from '../../../kernel/day.ts';
import type { Actor } from '../../../kernel/permission/actor.ts';
import { kysely } from '../../../platform/database/kysely.ts';
import { storedDay } from '../../../platform/database/sql-values.ts';
import type { AnyDatabase, Database } from '../../../platform/database/transaction.ts';
import { dayContent } from './day-content.ts';

/**
 * The state of a day's sign-off: what it says now, and the content that was signed, with its note, where that
 * still counts.
 */
export type SignOffState = { content: string; signed: string | null; note: string | null };

/** Reads what a day says, and what was signed of it. */
export async function readSignOffState(store: Pick<AnyDatabase, 'prisma'>, day: Day): Promise<SignOffState> {
  const last = kysely(store.prisma)
    .selectFrom('day_sign_off')
    .select(['signed', 'content', 'note'])
    .where('day', '=', storedDay(day))
    .orderBy('id', 'desc')
    .limit(1);
  return kysely(store.prisma)
    .selectFrom(sql<{ one: 1 }>`(SELECT 1)`.as<'here'>(sql`here (one)`))
    .leftJoin(last.as('last'), (on) => on.onTrue())
    .select((eb) => [
      dayContent(storedDay(day)).as('content'),
      eb.case().when('last.signed', '=', true).then(eb.ref('last.content')).end().as('signed'),
      eb.case().when('last.signed', '=', true).then(eb.ref('last.note')).end().as('note'),
    ])
    .executeTakeFirstOrThrow();
}

/** Writes that a day is signed off with a content, or is no longer, and the fact. */
export async function writeSignOff(
  { prisma }: Pick<Database, 'prisma'>,
  actor: Actor,
  day: Day,
  { signed, content, note }: { signed: boolean; content: string; note: string },
): Promise<void> {
  const type = signed ? 'sign-off' : 'reopen-day';
  await recordEvents(prisma, actor, { type, reason: note || null, payload: { day, content } });
  await kysely(prisma)
    .insertInto('day_sign_off')
    .values({ day: storedDay(day), person_id: actor.person, signed, content, note })
    .execute();
}
