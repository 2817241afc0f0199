import type { Store } from '../../platform/database/database.ts';
import { kysely } from '../../platform/database/kysely.ts';
import { now, rowsWritten } from '../../platform/database/sql-values.ts';
import { inTransaction, type PrismaTransaction } from '../../platform/database/transaction.ts';

/** Stores a link in place of every unused one. False, and nothing written, once there is an admin. */
export async function replaceSetupLink(store: Store, secretHash: string): Promise<boolean> {
  return inTransaction(store, async (tx) => {
    if (await hasAdmin(tx)) return false;
    await tx.setupLink.deleteMany({ where: { usedAt: null } });
    await tx.setupLink.create({ data: { secretHash } });
    return true;
  });
}

/** Uses a link up. Of two at once, the second waits for the first and finds it used. */
export async function useSetupLink(tx: PrismaTransaction, secretHash: string): Promise<boolean> {
  const unused = kysely(tx)
    .updateTable('setup_link')
    .where('secret_hash', '=', secretHash)
    .where('used_at', 'is', null);
  return (await rowsWritten(unused.set({ used_at: now }))) === 1 && !(await hasAdmin(tx));
}

export async function setupLinkIsOpen(store: Store, secretHash: string): Promise<boolean> {
  const db = kysely(store.prisma);
  const link = db
    .selectFrom('setup_link')
    .select('secret_hash')
    .where('secret_hash', '=', secretHash)
    .where('used_at', 'is', null);
  const admin = db.selectFrom('person').select('id').where('role', '=', 'admin').where('disabled_at', 'is', null);
  const { open } = await db
    .selectNoFrom((eb) =>
      eb
        .and([eb.exists(link), eb.not(eb.exists(admin))])
        .$castTo<boolean>()
        .as('open'),
    )
    .executeTakeFirstOrThrow();
  return open;
}

async function hasAdmin(tx: PrismaTransaction): Promise<boolean> {
  return (await tx.person.findFirst({ where: { role: 'admin', disabledAt: null }, select: { id: true } })) !== null;
}
