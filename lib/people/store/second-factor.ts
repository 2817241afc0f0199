import type { PersonId } from '../../kernel/ids.ts';
import type { Store } from '../../platform/database/database.ts';
import { kysely } from '../../platform/database/kysely.ts';
import { now, rowsWritten } from '../../platform/database/sql-values.ts';
import type { PrismaTransaction, Transaction } from '../../platform/database/transaction.ts';

/**
 * Takes a step of time for a person's code, so that no code of it or of an earlier one counts again. False where it was
 * taken.
 */
export async function takeStep(store: Store, person: PersonId, step: number): Promise<boolean> {
  const earlier = [{ totpLastStep: null }, { totpLastStep: { lt: step } }];
  const { count } = await store.prisma.person.updateMany({
    where: { id: person, totpSince: { not: null }, OR: earlier },
    data: { totpLastStep: step },
  });
  return count === 1;
}

/** Uses a recovery code up. */
export async function spendRecoveryCode(store: Store, person: PersonId, hash: string): Promise<boolean> {
  const unused = kysely(store.prisma)
    .updateTable('recovery_code')
    .where('person_id', '=', person)
    .where('code_hash', '=', hash)
    .where('used_at', 'is', null);
  return (await rowsWritten(unused.set({ used_at: now }))) === 1;
}

/** Keeps the sealed secret of a second factor that is to be confirmed. False where one counts already. */
export async function keepSecret(store: Store, person: PersonId, sealed: string): Promise<boolean> {
  const { count } = await store.prisma.person.updateMany({
    where: { id: person, totpSince: null },
    data: { totpSealed: sealed },
  });
  return count === 1;
}

/**
 * Has the second factor count from now on, the code of `step` taken. False where another secret was kept meanwhile, or
 * one counts already.
 */
export async function confirmSecret(tx: Transaction, person: PersonId, sealed: string, step: number): Promise<boolean> {
  const kept = kysely(tx)
    .updateTable('person')
    .where('id', '=', person)
    .where('totp_since', 'is', null)
    .where('totp_sealed', '=', sealed);
  return (await rowsWritten(kept.set({ totp_since: now, totp_last_step: step }))) === 1;
}

/** Takes a second factor away, with its recovery codes. False where there was none. */
export async function forgetSecret(tx: PrismaTransaction, person: PersonId): Promise<boolean> {
  await tx.recoveryCode.deleteMany({ where: { personId: person } });
  const none = { totpSealed: null, totpSince: null, totpLastStep: null };
  const { count } = await tx.person.updateMany({ where: { id: person, totpSince: { not: null } }, data: none });
  return count === 1;
}

/** Puts new recovery codes in the place of all earlier ones. */
export async function replaceRecoveryCodes(
  tx: PrismaTransaction,
  person: PersonId,
  hashes: readonly string[],
): Promise<void> {
  await tx.recoveryCode.deleteMany({ where: { personId: person } });
  await tx.recoveryCode.createMany({ data: hashes.map((codeHash) => ({ personId: person, codeHash })) });
}
