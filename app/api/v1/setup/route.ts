import { ROUTES } from '#lib/api/routes.ts';
import { makeFirstAdmin } from '#lib/people/actions/make-first-admin.ts';
import { enqueue } from '#lib/platform/jobs/job-queue.ts';
import { faultForLog, log } from '../../../log.ts';
import { door } from '../door.ts';

export const POST = door(ROUTES.setUp, async ({ store, body }) => {
  const { sample, ...admin } = body;
  const made = await makeFirstAdmin(store, admin);
  if (made.ok && sample)
    await enqueue(store, 'load-sample', { person: made.value.id }).catch((error) =>
      log.error(faultForLog(error), 'the sample archive was not queued'),
    );
  return made;
});
