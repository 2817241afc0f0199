import type { Invitation } from '#lib/actions/invite-people.ts';
import type { PersonId } from '#lib/domain/ids.ts';
import { mailInvitation } from '#lib/notices/link-mail.ts';
import type { Store } from '#lib/store/database.ts';
import { personById } from '#lib/store/people.ts';
import { linkTo, mailed } from '../one-time-link.ts';

/** A made invitation as the API answers it, mailed where mail is set up. */
export async function invitationAnswer(store: Store, by: PersonId, { id, email, secret, expiresAt }: Invitation) {
  const link = linkTo('invite', secret);
  const name = (await personById(store, by))?.name ?? 'An admin';
  return {
    id,
    link,
    mailed: await mailed((server) => mailInvitation(server, { email, link }, name)),
    expiresAt: expiresAt.toISOString(),
  };
}
