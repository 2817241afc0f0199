import pg from 'pg';
import type { Day } from '../domain/day.ts';
import type { ContextId, EventId, PersonId } from '../domain/ids.ts';
import type { Actor } from '../domain/permission/actor.ts';
import type { Role } from '../domain/permission/role.ts';
import type { Store } from './database.ts';

const SAMPLE_WRITER = { email: 'sample.writer@example.org', name: 'Sample Writer', role: 'reviewer' as Role };
const SAMPLE_LOCK = 7_301_926;

/** The admin who has been here longest, for commands that act in a person's name. */
export async function firstAdmin(store: Store): Promise<PersonId | undefined> {
  const [row] = await store.prisma.$queryRaw<{ id: PersonId }[]>`SELECT id FROM person WHERE role = 'admin' AND disabled_at IS NULL ORDER BY id LIMIT 1`;
  return row?.id;
}

/** The author of the sample archive: without a password and disabled, so nobody can sign in as them. Made by `actor` where missing. */
export async function sampleWriter(store: Store, actor: Actor): Promise<Actor> {
  const { email, name, role } = SAMPLE_WRITER;
  const [writer] = await store.prisma.$queryRaw<{ id: PersonId }[]>`
    WITH made AS (INSERT INTO person (email, name, role, disabled_at) VALUES (${email}, ${name}, ${role}::role, now()) ON CONFLICT (email) DO NOTHING RETURNING id),
    fact AS (INSERT INTO audit_fact (actor_id, channel, verb, detail)
      SELECT ${actor.person}, ${actor.channel}::channel, 'load-sample', jsonb_build_object('writer', id) FROM made)
    SELECT id FROM made UNION ALL SELECT id FROM person WHERE email = ${email}`;
  if (!writer) throw new Error('The author of the sample archive could not be made.');
  return { person: writer.id, role, channel: actor.channel };
}

/** The event of a day that some revision gave this headline. */
export async function findByHeadline(store: Store, day: Day, headline: string): Promise<EventId | undefined> {
  const [row] = await store.prisma.$queryRaw<{ event: EventId }[]>`
    SELECT r.event_id AS event FROM event e JOIN revision r ON r.event_id = e.id WHERE e.day = ${day}::date AND r.headline = ${headline} ORDER BY r.id LIMIT 1`;
  return row?.event;
}

/** The context of this name or alias, case and accents aside. */
export async function findContext(store: Store, name: string): Promise<ContextId | undefined> {
  const [row] = await store.prisma.$queryRaw<{ id: ContextId }[]>`
    SELECT means AS id FROM context_meaning WHERE id = (
      SELECT id FROM context WHERE folded = fold(${name}) UNION ALL SELECT context_id FROM context_alias WHERE folded = fold(${name}) LIMIT 1)`;
  return row?.id;
}

/** Runs `work` while no other process loads the sample archive; waits for one that does. */
export async function aloneWithSample<T>(store: Store, work: () => Promise<T>): Promise<T> {
  const guard = new pg.Client({ connectionString: store.url, connectionTimeoutMillis: 5_000 });
  await guard.connect();
  try {
    await guard.query('SELECT pg_advisory_lock($1)', [SAMPLE_LOCK]);
    return await work();
  } finally {
    await guard.end();
  }
}
