import { sizeProposals } from '#lib/actions/size-proposals.ts';
import { ok } from '#lib/domain/result.ts';
import { countQueue } from '#lib/queries/review-queue.ts';
import { readNewsroomSettings } from '#lib/store/newsroom-settings.ts';
import { door } from '../../door.ts';
import { ROUTES } from '../../routes.ts';

export const GET = door(ROUTES.countQueue, async ({ store, actor }) => {
  const [{ fourEyes }] = await Promise.all([readNewsroomSettings(store), sizeProposals(store)]);
  return ok(await countQueue(store, { person: actor.person, fourEyes }));
});
