import { type ChangedBy, recordEvents } from '../../audit/store/audit.ts';
import type { PersonId } from '../../kernel/ids.ts';
import type { Role } from '../../kernel/permission/role.ts';
import type { Store } from '../../platform/database/database.ts';
import { insertFrom } from '../../platform/database/insert-from.ts';
import { keptStatements, kysely, type Runner } from '../../platform/database/kysely.ts';
import { ago, list, now, rowsWritten } from '../../platform/database/sql-values.ts';
import { inTransaction } from '../../platform/database/transaction.ts';
import { setting } from '../../platform/environment/environment.ts';
import { ACCOUNT } from './account-columns.ts';

/** What somebody proved who they are with. */
export type SignInWay = 'password' | 'code' | 'recovery-code' | 'oidc' | 'github';

/** The person of a session, as of now; `hands` are the others who knew what it was opened with. */
export type SessionPerson = { id: PersonId; name: string; email: string; role: Role; hands?: PersonId[] };

/** Hours without a request after which a session ends by itself, where no other number is set. */
const IDLE_HOURS = 24;

/** A session that is in use is noted as seen so often. */
const NOTED = ago({ minutes: 1 });

/** Days after which a session ends by itself. */
export const SESSION_DAYS = 14;

/** Opened where an outside service vouches, nobody here knows what with. */
const OUTSIDE: readonly SignInWay[] = ['oidc', 'github'];

/**
 * Opens a session and records the sign-in. Undefined where the person was disabled in that moment, or their account
 * changed since it was looked at (`epoch`).
 */
export async function startSession(
  store: Store,
  person: PersonId,
  given: { by: SignInWay; device: string; address: string; epoch?: number | undefined },
): Promise<{ id: string; epoch: number } | undefined> {
  const { by, device, address, epoch } = given;
  return inTransaction(store, async (tx) => {
    const opened = await kysely(tx)
      .with('owner', (part) =>
        part
          .selectFrom('person')
          .select(['id', 'password_hands'])
          .where('id', '=', person)
          .where('disabled_at', 'is', null)
          .$if(epoch !== undefined, (owner) => owner.where('session_epoch', '=', epoch ?? 0))
          .forShare(),
      )
      .with('opened', (part) =>
        insertFrom(
          part,
          'person_session',
          (eb) => eb.selectFrom('owner'),
          (eb) => ({
            person_id: eb.ref('owner.id'),
            device,
            address,
            hands: OUTSIDE.includes(by) ? list.ints<PersonId>([]) : eb.ref('owner.password_hands'),
          }),
        ).returning(['id', 'person_id']),
      )
      .selectFrom('opened as o')
      .innerJoin('person as p', 'p.id', 'o.person_id')
      .select(['o.id', 'p.session_epoch as epoch'])
      .executeTakeFirst();
    if (opened)
      await recordEvents(
        tx,
        { person, channel: 'screen' },
        { type: 'sign-in', payload: { person, by, device, address } },
      );
    return opened;
  });
}

/**
 * Whose session this is, where it counts now: not ended or too old, its person not disabled, no right or password
 * changed since. Notes when it was last seen, at most once a minute, so that a busy person does not write on every
 * request.
 */
export async function personOfSession(
  store: Store,
  { person, epoch, session }: { person: PersonId; epoch: number; session: string },
): Promise<SessionPerson | undefined> {
  const db = keptStatements(store.pool);
  const row = await db
    .selectFrom('person_session as s')
    .innerJoin('person as p', 'p.id', 's.person_id')
    .select((eb) => [...ACCOUNT, 's.hands', eb('s.seen_at', '<', NOTED).$castTo<boolean>().as('note')])
    .where('s.id', '=', session)
    .where('s.person_id', '=', person)
    .where('s.ended_at', 'is', null)
    .where('s.at', '>', ago({ days: SESSION_DAYS }))
    .where('s.seen_at', '>', ago({ hours: Number(setting('SESSION_IDLE_HOURS') ?? IDLE_HOURS) }))
    .where('p.disabled_at', 'is', null)
    .where('p.session_epoch', '=', epoch)
    .executeTakeFirst();
  if (!row) return undefined;
  const { note, hands, ...known } = row;
  if (note)
    await db
      .updateTable('person_session')
      .set({ seen_at: now })
      .where('id', '=', session)
      .where('seen_at', '<', NOTED)
      .execute();
  return { ...known, ...(hands.length ? { hands } : {}) };
}

/** Ends one session of a person, whoever asks; false where the person has no such open session. */
export async function endSessionRow(tx: Runner, person: PersonId, session: string): Promise<boolean> {
  return (await rowsWritten(endOpen(tx, person).where('id', '=', session))) === 1;
}

/** Ends the session of somebody who signs out. */
export async function endSession(
  store: Store,
  { person, session }: { person: PersonId; session: string },
): Promise<void> {
  await endSessionRow(store.prisma, person, session);
}

/** Ends every session of a person but one. How many those were. */
export async function endOtherRows(store: Store, by: ChangedBy, person: PersonId, kept: string): Promise<number> {
  return inTransaction(store, async (tx) => {
    const ended = await rowsWritten(endOpen(tx, person).where('id', '<>', kept));
    if (ended) await recordEvents(tx, by, { type: 'end-session', payload: { person, sessions: String(ended) } });
    return ended;
  });
}

function endOpen(tx: Runner, person: PersonId) {
  return kysely(tx)
    .updateTable('person_session')
    .set({ ended_at: now })
    .where('person_id', '=', person)
    .where('ended_at', 'is', null);
}
