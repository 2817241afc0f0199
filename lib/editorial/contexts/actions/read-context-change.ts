import type { AppError } from '../../../kernel/app-error.ts';
import { explain } from '../../../kernel/explain-error.ts';
import type { Actor } from '../../../kernel/permission/actor.ts';
import { ok, type Result } from '../../../kernel/result.ts';
import type { Store } from '../../../platform/database/database.ts';
import { inTransaction, transact } from '../../../platform/database/transaction.ts';
import type { FileChange } from '../../review/queries/proposal-files.ts';
import { readPagesRenamed } from '../queries/pages-renamed.ts';
import { lockContextChange, type StoredContextChange } from '../store/context-changes.ts';
import { type ChangeRequest, carryOutChange } from './parts/asked-change.ts';
import { hashOfChange } from './parts/change-preview.ts';
import type { Renaming } from './parts/look.ts';

/**
 * A change of names as a reviewer reads it: what was asked, and the pages as they are and as they would be. `problem`:
 * why it cannot be done any more.
 */
export type ContextChangeView = Omit<StoredContextChange, 'asked' | 'askedAt' | 'hands'> & {
  asked: ChangeRequest;
  askedAt: string;
  becomes: { id: number; name: string } | null;
  hash: string;
  pages: number;
  items: FileChange[];
  problem: string | null;
};

class Looked extends Error {
  readonly found: Awaited<ReturnType<typeof hashOfChange>> & { renaming: Renaming };

  constructor(found: Looked['found']) {
    super('only looked');
    this.found = found;
  }
}

/**
 * Reads a change that was asked for with its preview, which is made by the very steps that would do it; undefined where
 * there is none.
 */
export async function readContextChange(store: Store, id: number): Promise<ContextChangeView | undefined> {
  const stored = await inTransaction(store, (tx) => lockContextChange(tx, id));
  if (!stored) return undefined;
  const asked = stored.asked as ChangeRequest;
  const { hands: _, ...shown } = stored;
  const view = {
    ...shown,
    asked,
    askedAt: stored.askedAt.toISOString(),
    becomes: null,
    hash: '',
    pages: 0,
    items: [],
    problem: null,
  };
  if (stored.state !== 'in_review') return view;
  const found = await look(store, stored, asked);
  if (!found.ok) return { ...view, problem: explain(found.error).detail };
  const { hash, pages, first, renaming } = found.value;
  const { means, name } = renaming.becomes;
  return {
    ...view,
    hash,
    pages,
    becomes: { id: means, name },
    items: await readPagesRenamed(store.pool, first, { ids: renaming.of.raw, means, name }),
  };
}

/** Carries the change out in a transaction that is always taken back, and keeps what it saw. */
async function look(
  store: Store,
  { context, askedBy }: StoredContextChange,
  asked: ChangeRequest,
): Promise<Result<Looked['found'], AppError>> {
  const asker: Actor = { person: askedBy.id, role: 'reviewer', channel: 'screen' };
  try {
    return await transact<never>(store, async (db) => {
      await carryOutChange(db, asker, context, asked, async (renaming) => {
        throw new Looked({ ...(await hashOfChange(db, asked, renaming)), renaming });
      });
      throw new Error('A change of names was not looked at.');
    });
  } catch (error) {
    if (error instanceof Looked) return ok(error.found);
    throw error;
  }
}
