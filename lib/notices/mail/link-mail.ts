import { type MailServer, sendMail } from './mail-transport.ts';

/** A one-time link and whom it is for. */
export type OneTimeLink = { email: string; link: string };

/** Sends somebody the link that makes them a person here. */
export function mailInvitation(server: MailServer, { email, link }: OneTimeLink, by: string): Promise<void> {
  return sendMail(server, {
    to: email,
    subject: 'You are invited to Dateline',
    text: `${by} invites you to the newsroom. This link lets you choose a password; it works once, for three days:\n\n${link}\n\nIf you expected nothing of the kind, do nothing.\n`,
  });
}

/** Sends somebody the link that sets a new password. */
export function mailReset(server: MailServer, { email, link }: OneTimeLink): Promise<void> {
  return sendMail(server, {
    to: email,
    subject: 'A new password for Dateline',
    text: `This link sets a new password for your account; it works once, for an hour:\n\n${link}\n\nIf you did not ask for it, do nothing: your password stays as it is.\n`,
  });
}
