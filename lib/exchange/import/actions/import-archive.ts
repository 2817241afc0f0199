import type { AppError } from '../../../kernel/app-error.ts';
import { type Actor, forbidden } from '../../../kernel/permission/actor.ts';
import { fail, ok, type Result } from '../../../kernel/result.ts';
import type { Store } from '../../../platform/database/database.ts';
import { Rollback } from '../../../platform/database/transaction.ts';
import type { ImportReport } from '../report.ts';
import { type ImportOptions, runImport } from '../run-import.ts';
import type { ImportSource } from '../staged.ts';

/**
 * Imports a source as the actor. Publishing what is imported is the one way past four eyes: it needs an admin, and is
 * recorded as an import approval. Days far ahead have to be confirmed for that, or nothing is imported.
 */
export async function importArchive(
  store: Store,
  actor: Actor,
  source: ImportSource,
  options: Omit<ImportOptions, 'person' | 'hands'>,
): Promise<Result<ImportReport, AppError>> {
  const no = forbidden(actor, options.publish ? 'archive.publish-import' : 'archive.import');
  if (no) return fail(no);
  try {
    return ok(await runImport(store, source, { ...options, person: actor.person, hands: actor.hands ?? [] }));
  } catch (error) {
    if (error instanceof Rollback) return fail(error.error);
    throw error;
  }
}
