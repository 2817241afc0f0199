import { ROUTES } from '#lib/api/routes.ts';
import { ok } from '#lib/kernel/result.ts';
import { invite } from '#lib/people/actions/invite-people.ts';
import { listInvitations } from '#lib/people/queries/people.ts';
import { door } from '../door.ts';
import { invitationAnswer } from './invitation-answer.ts';

export const GET = door(ROUTES.listInvitations, async ({ store }) => ok({ items: await listInvitations(store) }));

export const POST = door(ROUTES.invite, async ({ store, actor, body }) => {
  const made = await invite(store, actor, { ...body, name: body.name ?? '' });
  return made.ok ? ok(await invitationAnswer(store, actor.person, made.value)) : made;
});
