import { sha256 } from '../../../../platform/content-hash.ts';
import type { Database } from '../../../../platform/database/transaction.ts';
import { readTouched, type TouchedPages } from '../../store/context-naming.ts';
import type { ChangeRequest } from './asked-change.ts';
import type { Renaming } from './look.ts';

const MOST_SHOWN = 20;

/** What an approval is bound to: what is asked, what the names become, and the text of every page that shows them. */
export async function hashOfChange(
  { prisma }: Database,
  asked: ChangeRequest,
  { of, beside, becomes }: Renaming,
): Promise<TouchedPages & { hash: string }> {
  const touched = await readTouched(prisma, of, beside, MOST_SHOWN);
  return { ...touched, hash: sha256(JSON.stringify([asked, of, beside, becomes, touched.digest])) };
}
