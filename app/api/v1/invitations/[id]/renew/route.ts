import { ROUTES } from '#lib/api/routes.ts';
import { ok } from '#lib/kernel/result.ts';
import { renew } from '#lib/people/actions/invite-people.ts';
import { door } from '../../../door.ts';
import { invitationAnswer } from '../../invitation-answer.ts';

export const POST = door(ROUTES.renewInvitation, async ({ store, actor, params }) => {
  const made = await renew(store, actor, params.id);
  return made.ok ? ok(await invitationAnswer(store, actor.person, made.value)) : made;
});
