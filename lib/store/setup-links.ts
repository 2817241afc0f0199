import type { Store } from './database.ts';
import { inTransaction, type Transaction } from './transaction.ts';

/** Stores a link in place of every unused one. False, and nothing written, once there is an admin. */
export async function replaceSetupLink(store: Store, secretHash: string): Promise<boolean> {
  return inTransaction(store, async (tx) => {
    if (await hasAdmin(tx)) return false;
    await tx.$executeRaw`DELETE FROM setup_link WHERE used_at IS NULL`;
    await tx.$executeRaw`INSERT INTO setup_link (secret_hash) VALUES (${secretHash})`;
    return true;
  });
}

/** Uses a link up. Of two at once, the second waits for the first and finds it used. */
export async function useSetupLink(tx: Transaction, secretHash: string): Promise<boolean> {
  const used = await tx.$executeRaw`UPDATE setup_link SET used_at = now() WHERE secret_hash = ${secretHash} AND used_at IS NULL`;
  return used === 1 && !(await hasAdmin(tx));
}

export async function setupLinkIsOpen(store: Store, secretHash: string): Promise<boolean> {
  const [row] = await store.prisma.$queryRaw<{ open: boolean }[]>`
    SELECT EXISTS (SELECT 1 FROM setup_link WHERE secret_hash = ${secretHash} AND used_at IS NULL)
       AND NOT EXISTS (SELECT 1 FROM person WHERE role = 'admin' AND disabled_at IS NULL) AS open`;
  return row?.open ?? false;
}

async function hasAdmin(tx: Transaction): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ found: boolean }[]>`SELECT EXISTS (SELECT 1 FROM person WHERE role = 'admin' AND disabled_at IS NULL) AS found`;
  return row?.found ?? false;
}
