import { ROUTES } from '#lib/api/routes.ts';
import { ok } from '#lib/kernel/result.ts';
import { mailReset } from '#lib/notices/mail/link-mail.ts';
import { resetForPerson } from '#lib/people/actions/reset-password.ts';
import { door } from '../../../door.ts';
import { linkTo, mailed } from '../../../one-time-link.ts';

export const POST = door(ROUTES.makeResetLink, async ({ store, actor, params }) => {
  const made = await resetForPerson(store, actor, params.id);
  if (!made.ok) return made;
  const { email, secret, expiresAt } = made.value;
  const link = linkTo('reset', secret);
  return ok({
    link,
    mailed: await mailed((server) => mailReset(server, { email, link })),
    expiresAt: expiresAt.toISOString(),
  });
});
