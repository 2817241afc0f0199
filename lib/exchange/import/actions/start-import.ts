import type { AppError } from '../../../kernel/app-error.ts';
import { type Actor, forbidden } from '../../../kernel/permission/actor.ts';
import { fail, type Result } from '../../../kernel/result.ts';
import type { Store } from '../../../platform/database/database.ts';
import { inTransaction } from '../../../platform/database/transaction.ts';
import { askedFor, type StartedRun, startRun } from '../../../runs/actions/parts/start-run.ts';
import { hasUpload } from '../../../runs/store/runs.ts';

/** Starts the import of an upload, or its dry run. A worker carries it out as this person. */
export async function startImport(
  store: Store,
  actor: Actor,
  {
    upload,
    ...asked
  }: {
    upload: number;
    dryRun?: boolean | undefined;
    publish?: boolean | undefined;
    farDayConfirmed?: boolean | undefined;
  },
  key?: string,
): Promise<Result<StartedRun, AppError>> {
  const no = forbidden(actor, asked.publish ? 'archive.publish-import' : 'archive.import');
  if (no) return fail(no);
  return inTransaction(store, async (tx) => {
    if (!(await hasUpload(tx, upload))) return fail({ code: 'not-found' as const, what: `Upload ${upload}` });
    return startRun(tx, actor, { kind: 'import', upload, options: askedFor(asked) }, key);
  });
}
