import { renew } from '#lib/actions/invite-people.ts';
import { ok } from '#lib/domain/result.ts';
import { door } from '../../../door.ts';
import { ROUTES } from '../../../routes.ts';
import { invitationAnswer } from '../../invitation-answer.ts';

export const POST = door(ROUTES.renewInvitation, async ({ store, actor, params }) => {
  const made = await renew(store, actor, params.id);
  return made.ok ? ok(await invitationAnswer(store, actor.person, made.value)) : made;
});
