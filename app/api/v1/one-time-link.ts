import type { MailServer } from '#lib/notices/mail/mail-transport.ts';
import { readEnvironment, setting } from '#lib/platform/environment/environment.ts';
import { faultForLog, log } from '../../log.ts';

/**
 * The address of a one-time link. Its secret is behind the #, which no browser sends to a server or names as where
 * it came from.
 */
export function linkTo(page: 'invite' | 'reset', secret: string): string {
  const environment = readEnvironment();
  const url = new URL(`/${page}`, environment.ok ? environment.value.url : setting('NEXTAUTH_URL'));
  url.hash = secret;
  return url.toString();
}

/** Sends mail where mail is set up. False where it is not, or the server did not take it, which is logged. */
export async function mailed(send: (server: MailServer) => Promise<void>): Promise<boolean> {
  const environment = readEnvironment();
  const server = environment.ok ? environment.value.mail : undefined;
  if (!server) return false;
  try {
    await send(server);
    return true;
  } catch (error) {
    log.warn(faultForLog(error), 'mail was not sent');
    return false;
  }
}
