import type { PersonId } from '../../kernel/ids.ts';
import { kysely } from '../../platform/database/kysely.ts';
import { lockName } from '../../platform/database/locks.ts';
import type { PrismaTransaction, Transaction } from '../../platform/database/transaction.ts';

/** An account elsewhere, by the id that never changes there. */
export type OutsideAccount = { provider: string; subject: string };

/** Who an account elsewhere is here. */
export async function personOfOutside(
  tx: Transaction,
  { provider, subject }: OutsideAccount,
): Promise<{ person: PersonId; roleFromOutside: boolean } | undefined> {
  return kysely(tx)
    .selectFrom('outside_identity')
    .select(['person_id as person', 'role_from_outside as roleFromOutside'])
    .where('provider', '=', provider)
    .where('subject', '=', subject)
    .forUpdate()
    .executeTakeFirst();
}

/** Whether a person has an account of this provider already. */
export async function hasOutside(tx: PrismaTransaction, person: PersonId, provider: string): Promise<boolean> {
  return (await tx.outsideIdentity.count({ where: { personId: person, provider } })) > 0;
}

/** Writes who an account elsewhere is here, or that its roles let the person in from now on. */
export async function keepOutside(
  tx: Transaction,
  { provider, subject }: OutsideAccount,
  person: PersonId,
  roleFromOutside: boolean,
): Promise<void> {
  await kysely(tx)
    .insertInto('outside_identity')
    .values({ provider, subject, person_id: person, role_from_outside: roleFromOutside })
    .onConflict((known) =>
      known.columns(['provider', 'subject']).doUpdateSet((eb) => ({
        role_from_outside: eb
          .or([eb.ref('outside_identity.role_from_outside'), eb.ref('excluded.role_from_outside')])
          .$castTo<boolean>(),
      })),
    )
    .execute();
}

/** Holds back everybody else who signs in with the same account for the first time, until this transaction ends. */
export async function lockOutside(tx: Transaction, { provider, subject }: OutsideAccount): Promise<void> {
  await lockName(tx, `${provider} ${subject}`);
}
