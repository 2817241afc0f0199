import type { PersonId } from '../domain/ids.ts';
import type { Store } from './database.ts';
import type { Transaction } from './transaction.ts';

const LIFE_MINUTES = 60;

/** Writes a link that gives a person a new password, where the person can sign in. When it ends. */
export async function insertReset(tx: Pick<Transaction, '$queryRaw'>, person: PersonId, secretHash: string): Promise<Date | undefined> {
  const [made] = await tx.$queryRaw<{ expiresAt: Date }[]>`
    INSERT INTO password_reset (secret_hash, person_id, expires_at)
    SELECT ${secretHash}, id, now() + make_interval(mins => ${LIFE_MINUTES}) FROM person WHERE id = ${person} AND disabled_at IS NULL RETURNING expires_at AS "expiresAt"`;
  return made?.expiresAt;
}

/** Whose password a link sets now; undefined for one that is used, too old or was never made, and where its person is disabled. */
export async function openReset(store: Store, secretHash: string): Promise<{ person: PersonId; name: string; email: string } | undefined> {
  const [found] = await store.prisma.$queryRaw<{ person: PersonId; name: string; email: string }[]>`
    SELECT p.id AS person, p.name, p.email FROM password_reset r JOIN person p ON p.id = r.person_id
     WHERE r.secret_hash = ${secretHash} AND r.used_at IS NULL AND r.expires_at > now() AND p.disabled_at IS NULL`;
  return found;
}

/** Uses a link up, and every other one of its person with it. Of two at once, the second finds it used. */
export async function spendReset(tx: Transaction, secretHash: string): Promise<PersonId | undefined> {
  const [used] = await tx.$queryRaw<{ person: PersonId }[]>`
    UPDATE password_reset r SET used_at = now() FROM person p
     WHERE r.secret_hash = ${secretHash} AND r.used_at IS NULL AND r.expires_at > now() AND p.id = r.person_id AND p.disabled_at IS NULL RETURNING p.id AS person`;
  if (used) await forgetResets(tx, used.person);
  return used?.person;
}

/** Ends every link that would set a person's password. */
export async function forgetResets(tx: Transaction, person: PersonId): Promise<void> {
  await tx.$executeRaw`UPDATE password_reset SET used_at = now() WHERE person_id = ${person} AND used_at IS NULL`;
}
