import type { PersonId } from '../domain/ids.ts';
import type { Role } from '../domain/permission/role.ts';
import type { ChangedBy } from './audit.ts';
import type { Store } from './database.ts';
import { recordPersonFact } from './people.ts';
import { inTransaction, type Transaction } from './transaction.ts';

/** What somebody proved who they are with. */
export type OpenedBy = 'password' | 'code' | 'recovery-code' | 'oidc' | 'github';

/** The person of a session, as of now. */
export type SessionPerson = { id: PersonId; name: string; email: string; role: Role };

/** Days after which a session ends by itself. */
export const SESSION_DAYS = 14;

/** Opens a session and records the sign-in. Undefined where the person was disabled in that moment. */
export async function startSession(store: Store, person: PersonId, given: { by: OpenedBy; device: string; address: string }): Promise<{ id: string; epoch: number } | undefined> {
  const detail = JSON.stringify({ person, by: given.by, device: given.device, address: given.address });
  const [opened] = await store.prisma.$queryRaw<{ id: string; epoch: number }[]>`
    WITH opened AS (
      INSERT INTO person_session (person_id, device, address) SELECT id, ${given.device}, ${given.address} FROM person WHERE id = ${person} AND disabled_at IS NULL RETURNING id, person_id
    ), told AS (
      INSERT INTO audit_fact (actor_id, channel, verb, detail) SELECT person_id, 'screen', 'sign-in', ${detail}::jsonb FROM opened
    )
    SELECT o.id::text AS id, p.session_epoch AS epoch FROM opened o JOIN person p ON p.id = o.person_id`;
  return opened;
}

/**
 * Whose session this is, where it counts now: not ended or too old, its person not disabled, no right or password changed since.
 * Notes when it was last seen, at most once a minute, so that a busy person does not write on every request.
 */
export async function personOfSession(store: Store, { person, epoch, session }: { person: PersonId; epoch: number; session: string }): Promise<SessionPerson | undefined> {
  const [row] = await store.prisma.$queryRaw<(SessionPerson & { note: boolean })[]>`
    SELECT p.id, p.name, p.email, p.role::text AS role, s.seen_at < now() - interval '1 minute' AS note
      FROM person_session s JOIN person p ON p.id = s.person_id
     WHERE s.id = ${session}::uuid AND s.person_id = ${person} AND s.ended_at IS NULL AND s.at > now() - make_interval(days => ${SESSION_DAYS})
       AND p.disabled_at IS NULL AND p.session_epoch = ${epoch}`;
  if (!row) return undefined;
  if (row.note) await store.prisma.$executeRaw`UPDATE person_session SET seen_at = now() WHERE id = ${session}::uuid AND seen_at < now() - interval '1 minute'`;
  return { id: row.id, name: row.name, email: row.email, role: row.role };
}

/** Ends one session of a person, whoever asks; false where the person has no such open session. */
export async function endSessionRow(tx: Pick<Transaction, '$executeRaw'>, person: PersonId, session: string): Promise<boolean> {
  return (await tx.$executeRaw`UPDATE person_session SET ended_at = now() WHERE id = ${session}::uuid AND person_id = ${person} AND ended_at IS NULL`) === 1;
}

/** Ends the session of somebody who signs out. */
export async function endSession(store: Store, { person, session }: { person: PersonId; session: string }): Promise<void> {
  await endSessionRow(store.prisma, person, session);
}

/** Ends every session of a person but one. How many those were. */
export async function endOtherRows(store: Store, by: ChangedBy, person: PersonId, kept: string): Promise<number> {
  return inTransaction(store, async (tx) => {
    const ended = await tx.$executeRaw`UPDATE person_session SET ended_at = now() WHERE person_id = ${person} AND id <> ${kept}::uuid AND ended_at IS NULL`;
    if (ended) await recordPersonFact(tx, by, 'end-session', person, { sessions: String(ended) });
    return ended;
  });
}
