import { ROUTES } from '#lib/api/routes.ts';
import { readProposalFiles } from '#lib/editorial/review/queries/proposal-files.ts';
import type { Refusal } from '#lib/kernel/refusals.ts';
import { ok, refuse } from '#lib/kernel/result.ts';
import { door } from '../../../door.ts';

export const GET = door(ROUTES.readEntryFiles, async ({ store, params }) => {
  const files = await readProposalFiles(store, params.id);
  return files ? ok(files) : refuse<Refusal>({ code: 'no-open-proposal' });
});
