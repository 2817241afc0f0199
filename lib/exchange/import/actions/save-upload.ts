import type { AppError } from '../../../kernel/app-error.ts';
import { type Actor, forbidden } from '../../../kernel/permission/actor.ts';
import { fail, ok, type Result } from '../../../kernel/result.ts';
import type { Store } from '../../../platform/database/database.ts';
import { LARGEST_UPLOAD } from '../contract/uploads.ts';
import { type ByteStream, storeUpload } from '../store/uploads.ts';

const PROBLEMS = {
  empty: 'is empty. Choose a zip archive of a tree, or a file of JSON lines.',
  'too-large': `is larger than ${LARGEST_UPLOAD / 1024 ** 3} GB. Import it with the command line on the server.`,
} as const;

/** Keeps a file that is sent to be imported. An import of it is started on its own. */
export async function saveUpload(
  store: Store,
  actor: Actor,
  name: string,
  stream: ByteStream,
  most = LARGEST_UPLOAD,
): Promise<Result<{ upload: number }, AppError>> {
  const no = forbidden(actor, 'archive.import');
  if (no) return fail(no);
  const stored = await storeUpload(store, { person: actor.person, name, most }, stream);
  return 'id' in stored
    ? ok({ upload: stored.id })
    : fail({ code: 'invalid', fields: [{ field: 'body', message: PROBLEMS[stored.problem] }] });
}
