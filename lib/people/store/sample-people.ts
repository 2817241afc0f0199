import pg from 'pg';
import { recordEvents } from '../../audit/store/audit.ts';
import type { Day } from '../../kernel/day.ts';
import type { ContextId, EntryId, PersonId } from '../../kernel/ids.ts';
import type { Actor } from '../../kernel/permission/actor.ts';
import type { Role } from '../../kernel/permission/role.ts';
import type { Store } from '../../platform/database/database.ts';
import { kysely } from '../../platform/database/kysely.ts';
import { lockForConnection } from '../../platform/database/locks.ts';
import { fold, now, storedDay } from '../../platform/database/sql-values.ts';
import type { Database, Transaction } from '../../platform/database/transaction.ts';
import { personInside } from './people.ts';

const SAMPLE_WRITER: { email: string; name: string; role: Role } = {
  email: 'sample.writer@example.org',
  name: 'Sample Writer',
  role: 'reviewer',
};
const SAMPLE_LOCK = 7_301_926;

/** The admin who has been here longest, for commands that act in a person's name. */
export async function firstAdmin(store: Store): Promise<PersonId | undefined> {
  const admins = kysely(store.prisma)
    .selectFrom('person')
    .select('id')
    .where('role', '=', 'admin')
    .where('disabled_at', 'is', null);
  return (await admins.orderBy('id').limit(1).executeTakeFirst())?.id;
}

/**
 * The author of the sample archive: without a password and disabled, so nobody can sign in as them. Made by `actor`
 * where missing.
 */
export async function sampleWriter(tx: Transaction, actor: Actor): Promise<Actor> {
  const { email, name, role } = SAMPLE_WRITER;
  const made = await kysely(tx)
    .insertInto('person')
    .values({ email, name, role, disabled_at: now })
    .onConflict((known) => known.column('email').doNothing())
    .returning('id')
    .executeTakeFirst();
  if (made) await recordEvents(tx, actor, { type: 'load-sample', payload: { writer: made.id } });
  const writer = made ?? (await personInside(tx, { email }));
  if (!writer) throw new Error('The author of the sample archive could not be made.');
  return { person: writer.id, role, channel: actor.channel };
}

/** The entry of a day that some revision gave this headline. */
export async function findByHeadline(
  store: Pick<Database, 'prisma'>,
  day: Day,
  headline: string,
): Promise<EntryId | undefined> {
  const found = await kysely(store.prisma)
    .selectFrom('entry as e')
    .innerJoin('revision as r', 'r.entry_id', 'e.id')
    .select('r.entry_id as entry')
    .where('e.day', '=', storedDay(day))
    .where('r.headline', '=', headline)
    .orderBy('r.id')
    .limit(1)
    .executeTakeFirst();
  return found?.entry;
}

/** The context of this name or alias, case and accents aside. */
export async function findContext(store: Pick<Database, 'prisma'>, name: string): Promise<ContextId | undefined> {
  const db = kysely(store.prisma);
  const named = db
    .selectFrom('context')
    .select('id')
    .where('folded', '=', (eb) => fold(eb.val(name)));
  const aliased = db
    .selectFrom('context_alias')
    .select('context_id as id')
    .where('folded', '=', (eb) => fold(eb.val(name)));
  const found = db.selectFrom('context_meaning').select('means').where('id', '=', named.unionAll(aliased).limit(1));
  return (await found.executeTakeFirst())?.means;
}

/** Runs `work` while no other process loads the sample archive; waits for one that does. */
export async function aloneWithSample<T>(store: Store, work: () => Promise<T>): Promise<T> {
  const guard = new pg.Client({ connectionString: store.url, connectionTimeoutMillis: 5_000 });
  await guard.connect();
  try {
    await lockForConnection(guard, SAMPLE_LOCK);
    return await work();
  } finally {
    await guard.end();
  }
}
