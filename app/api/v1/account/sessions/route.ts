import { ROUTES } from '#lib/api/routes.ts';
import { ok } from '#lib/kernel/result.ts';
import { readSessions } from '#lib/people/queries/account.ts';
import { door } from '../../door.ts';
import { sessionOf } from '../../who-asks.ts';

export const GET = door(ROUTES.listSessions, async ({ store, actor, request }) =>
  ok({ items: await readSessions(store, actor.person, await sessionOf(request)) }),
);
