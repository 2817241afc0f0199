import type { PersonId } from '#lib/kernel/ids.ts';
import { mailInvitation } from '#lib/notices/mail/link-mail.ts';
import type { Invitation } from '#lib/people/actions/invite-people.ts';
import { personById } from '#lib/people/store/people.ts';
import type { Store } from '#lib/platform/database/database.ts';
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
