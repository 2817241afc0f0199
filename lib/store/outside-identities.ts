import type { PersonId } from '../domain/ids.ts';
import type { Transaction } from './transaction.ts';

/** An account elsewhere, by the id that never changes there. */
export type OutsideAccount = { provider: string; subject: string };

/** Who an account elsewhere is here. */
export async function personOfOutside(tx: Transaction, { provider, subject }: OutsideAccount): Promise<{ person: PersonId; roleFromOutside: boolean } | undefined> {
  const [found] = await tx.$queryRaw<{ person: PersonId; roleFromOutside: boolean }[]>`
    SELECT person_id AS person, role_from_outside AS "roleFromOutside" FROM outside_identity WHERE provider = ${provider} AND subject = ${subject} FOR UPDATE`;
  return found;
}

/** Whether a person has an account of this provider already. */
export async function hasOutside(tx: Transaction, person: PersonId, provider: string): Promise<boolean> {
  return (await tx.outsideIdentity.count({ where: { personId: person, provider } })) > 0;
}

/** Writes who an account elsewhere is here, or that its roles let the person in from now on. */
export async function keepOutside(tx: Transaction, { provider, subject }: OutsideAccount, person: PersonId, roleFromOutside: boolean): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO outside_identity (provider, subject, person_id, role_from_outside) VALUES (${provider}, ${subject}, ${person}, ${roleFromOutside})
    ON CONFLICT (provider, subject) DO UPDATE SET role_from_outside = outside_identity.role_from_outside OR excluded.role_from_outside`;
}

/** Holds back everybody else who signs in with the same account for the first time, until this transaction ends. */
export async function lockOutside(tx: Transaction, { provider, subject }: OutsideAccount): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`${provider} ${subject}`}, 0))`;
}
