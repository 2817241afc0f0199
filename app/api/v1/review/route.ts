import { ROUTES } from '#lib/api/routes.ts';
import { sizeProposals } from '#lib/editorial/entries/actions/size-proposals.ts';
import { readReviewQueue } from '#lib/editorial/review/queries/review-queue.ts';
import { ok } from '#lib/kernel/result.ts';
import { readNewsroomSettings } from '#lib/platform/settings/newsroom-settings.ts';
import { door } from '../door.ts';

export const GET = door(ROUTES.listQueue, async ({ store, actor, query: { cursor, limit, ...filter } }) => {
  const [{ fourEyes }] = await Promise.all([readNewsroomSettings(store), sizeProposals(store)]);
  return ok(await readReviewQueue(store, { person: actor.person, fourEyes }, { filter, cursor, limit }));
});
