import { ROUTES } from '#lib/api/routes.ts';
import { ok } from '#lib/kernel/result.ts';
import { mailReset } from '#lib/notices/mail/link-mail.ts';
import { mayAskForReset, resetForAddress } from '#lib/people/actions/reset-password.ts';
import { clientAddress } from '#lib/people/sign-in/client-address.ts';
import type { Store } from '#lib/platform/database/database.ts';
import { faultForLog, log } from '../../../log.ts';
import { door } from '../door.ts';
import { linkTo, mailed } from '../one-time-link.ts';

/** Answers before it looks anything up, so that neither words nor time tell whether somebody has the address. */
export const POST = door(ROUTES.askForReset, async ({ store, request, body }) => {
  const may = await mayAskForReset(
    store,
    clientAddress((name) => request.headers.get(name)),
  );
  if (!may.ok) return may;
  void send(store, body.email).catch((error: unknown) => log.error(faultForLog(error), 'a link was not made'));
  return ok({ asked: true });
});

async function send(store: Store, email: string): Promise<void> {
  await mailed(async (server) => {
    const made = await resetForAddress(store, email);
    if (made) await mailReset(server, { email, link: linkTo('reset', made.secret) });
  });
}
