import type { Refusal } from '#lib/domain/refusals.ts';
import { ok, refuse } from '#lib/domain/result.ts';
import { readProposalFiles } from '#lib/queries/proposal-files.ts';
import { door } from '../../../door.ts';
import { ROUTES } from '../../../routes.ts';

export const GET = door(ROUTES.readEntryFiles, async ({ store, params }) => {
  const files = await readProposalFiles(store, params.id);
  return files ? ok(files) : refuse<Refusal>({ code: 'no-open-proposal' });
});
