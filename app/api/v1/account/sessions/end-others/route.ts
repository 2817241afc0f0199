import { ROUTES } from '#lib/api/routes.ts';
import { fail } from '#lib/kernel/result.ts';
import { endOtherSessions } from '#lib/people/actions/own-account.ts';
import { door } from '../../../door.ts';
import { sessionOf } from '../../../who-asks.ts';

export const POST = door(ROUTES.endOtherSessions, async ({ store, actor, request }) => {
  const current = await sessionOf(request);
  return current
    ? endOtherSessions(store, actor, current)
    : fail({ code: 'not-found', what: 'The session of this request' });
});
