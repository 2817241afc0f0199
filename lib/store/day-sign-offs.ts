import type { Day } from '../domain/day.ts';
import type { Actor } from '../domain/permission/actor.ts';
import type { Store } from './database.ts';
import { dayContent } from './day-content.ts';
import { Prisma } from './generated/client.ts';

/** How a day stands with its sign-off: what it says now, and the content that was signed, where that still counts. */
export type SignOffStanding = { content: string; signed: string | null };

/** Reads what a day says, and what was signed of it. */
export async function readSignOffStanding(store: Store, day: Day): Promise<SignOffStanding> {
  const [row] = await store.prisma.$queryRaw<SignOffStanding[]>`
    SELECT ${dayContent(Prisma.sql`${day}::date`)} AS content,
           (SELECT CASE WHEN signed THEN content END FROM day_sign_off WHERE day = ${day}::date ORDER BY id DESC LIMIT 1) AS signed`;
  if (!row) throw new Error('A query without a table gave no row.');
  return row;
}

/** Writes that a day is signed off with a content, or is no longer, and the fact. */
export async function writeSignOff(store: Store, actor: Actor, day: Day, { signed, content, note }: { signed: boolean; content: string; note: string }): Promise<void> {
  const verb = signed ? 'sign-off' : 'reopen-day';
  await store.prisma.$executeRaw`
    WITH new_fact AS (INSERT INTO audit_fact (actor_id, channel, verb, reason, detail)
      VALUES (${actor.person}, ${actor.channel}::channel, ${verb}, ${note || null}, jsonb_build_object('day', ${day}::text, 'content', ${content}::text)))
    INSERT INTO day_sign_off (day, person_id, signed, content, note) VALUES (${day}::date, ${actor.person}, ${signed}, ${content}, ${note})`;
}
