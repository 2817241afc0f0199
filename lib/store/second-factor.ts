import type { PersonId } from '../domain/ids.ts';
import type { Store } from './database.ts';
import type { Transaction } from './transaction.ts';

/** Takes a step of time for a person's code, so that no code of it or of an earlier one counts again. False where it was taken. */
export async function takeStep(store: Store, person: PersonId, step: number): Promise<boolean> {
  const taken = await store.prisma.$executeRaw`
    UPDATE person SET totp_last_step = ${step} WHERE id = ${person} AND totp_since IS NOT NULL AND coalesce(totp_last_step, 0) < ${step}`;
  return taken === 1;
}

/** Uses a recovery code up. */
export async function spendRecoveryCode(store: Store, person: PersonId, hash: string): Promise<boolean> {
  return (await store.prisma.$executeRaw`UPDATE recovery_code SET used_at = now() WHERE person_id = ${person} AND code_hash = ${hash} AND used_at IS NULL`) === 1;
}

/** Keeps the sealed secret of a second factor that is to be confirmed. False where one counts already. */
export async function keepSecret(store: Store, person: PersonId, sealed: string): Promise<boolean> {
  return (await store.prisma.$executeRaw`UPDATE person SET totp_sealed = ${sealed} WHERE id = ${person} AND totp_since IS NULL`) === 1;
}

/** Has the second factor count from now on, the code of `step` taken. False where another secret was kept meanwhile, or one counts already. */
export async function confirmSecret(tx: Transaction, person: PersonId, sealed: string, step: number): Promise<boolean> {
  const confirmed = await tx.$executeRaw`
    UPDATE person SET totp_since = now(), totp_last_step = ${step} WHERE id = ${person} AND totp_since IS NULL AND totp_sealed = ${sealed}`;
  return confirmed === 1;
}

/** Takes a second factor away, with its recovery codes. False where there was none. */
export async function forgetSecret(tx: Transaction, person: PersonId): Promise<boolean> {
  await tx.$executeRaw`DELETE FROM recovery_code WHERE person_id = ${person}`;
  return (await tx.$executeRaw`UPDATE person SET totp_sealed = NULL, totp_since = NULL, totp_last_step = NULL WHERE id = ${person} AND totp_since IS NOT NULL`) === 1;
}

/** Puts new recovery codes in the place of all earlier ones. */
export async function replaceRecoveryCodes(tx: Transaction, person: PersonId, hashes: readonly string[]): Promise<void> {
  await tx.$executeRaw`DELETE FROM recovery_code WHERE person_id = ${person}`;
  await tx.$executeRaw`INSERT INTO recovery_code (person_id, code_hash) SELECT ${person}, unnest(${[...hashes]}::text[])`;
}
