import { ROUTES } from '#lib/api/routes.ts';
import { readProposalFiles } from '#lib/editorial/review/queries/proposal-files.ts';
import type { AppError } from '#lib/kernel/app-error.ts';
import { fail, ok } from '#lib/kernel/result.ts';
import { door } from '../../../door.ts';

export const GET = door(ROUTES.readEntryFiles, async ({ store, params }) => {
  const files = await readProposalFiles(store, params.id);
  return files ? ok(files) : fail<AppError>({ code: 'no-open-proposal' });
});
