import { type MailServer, sendMail } from './mail-transport.ts';

/** A one-time link and whom it is for. */
export type OneTimeLink = { email: string; link: string };

/** Sends somebody the link that makes them a person here. */
export function mailInvitation(server: MailServer, { email, link }: OneTimeLink, by: string): Promise<void> {
  return sendMail(server, {
    to: email,
    subject: 'You are invited to Dateline',
    text:
      `${by} has invited you to the newsroom. Use this link to choose a password. It works once and is valid ` +
      `for three days:\n\n${link}\n\nIf you did not expect this, ignore this message.\n`,
  });
}

/** Sends somebody the link that sets a new password. */
export function mailReset(server: MailServer, { email, link }: OneTimeLink): Promise<void> {
  return sendMail(server, {
    to: email,
    subject: 'A new password for Dateline',
    text:
      'Use this link to set a new password for your account. It works once and is valid for one ' +
      `hour:\n\n${link}\n\nIf you did not request it, ignore this message: your password stays the same.\n`,
  });
}
