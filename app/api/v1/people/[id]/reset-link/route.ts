import { resetForPerson } from '#lib/actions/reset-password.ts';
import { ok } from '#lib/domain/result.ts';
import { mailReset } from '#lib/notices/link-mail.ts';
import { door } from '../../../door.ts';
import { linkTo, mailed } from '../../../one-time-link.ts';
import { ROUTES } from '../../../routes.ts';

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
