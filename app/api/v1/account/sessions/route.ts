import { ok } from '#lib/domain/result.ts';
import { readSessions } from '#lib/queries/account.ts';
import { door } from '../../door.ts';
import { ROUTES } from '../../routes.ts';
import { sessionOf } from '../../who-asks.ts';

export const GET = door(ROUTES.listSessions, async ({ store, actor, request }) =>
  ok({ items: await readSessions(store, actor.person, await sessionOf(request)) }),
);
