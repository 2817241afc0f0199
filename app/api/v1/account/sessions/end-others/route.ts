import { endOtherSessions } from '#lib/actions/own-account.ts';
import { refuse } from '#lib/domain/result.ts';
import { door } from '../../../door.ts';
import { ROUTES } from '../../../routes.ts';
import { sessionOf } from '../../../who-asks.ts';

export const POST = door(ROUTES.endOtherSessions, async ({ store, actor, request }) => {
  const current = await sessionOf(request);
  return current
    ? endOtherSessions(store, actor, current)
    : refuse({ code: 'not-found', what: 'The session of this request' });
});
