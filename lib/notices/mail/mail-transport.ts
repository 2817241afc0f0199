import { createTransport, type SendMailOptions } from 'nodemailer';
import { codeOf, syscallOf } from '../../kernel/error-facts.ts';
import { fieldOf } from '../../kernel/record.ts';
import { TERMINAL } from '../../platform/environment/environment.ts';
import { printMail } from './terminal-mail.ts';

export type MailServer = { server: string; from: string };

/** What a mail of ours says, and to whom. */
export type Mail = Pick<SendMailOptions, 'to' | 'bcc' | 'subject' | 'text' | 'messageId' | 'list'>;

const WITHIN_MS = 20_000;

/** This machine, where nobody listens between the app and its mail server. */
const HERE = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/i;

/**
 * Sends one mail. Throws where the server does not take it. Mails carry links that let people in, so a server on
 * another machine gets them through TLS or not at all, unless its address says `?requireTLS=false`.
 */
export async function sendMail({ server, from }: MailServer, mail: Mail): Promise<void> {
  if (server === TERMINAL) return printMail({ from, ...mail });
  const transport = createTransport({
    url: server,
    requireTLS: !HERE.test(new URL(server).hostname),
    connectionTimeout: WITHIN_MS,
    greetingTimeout: WITHIN_MS,
    socketTimeout: WITHIN_MS,
  });
  try {
    await transport.sendMail({ from, ...mail });
  } finally {
    transport.close();
  }
}

/**
 * Whether a failed mail certainly went nowhere: nobody took the connection, or the server said no in so many words.
 * Where the line broke in the middle, nobody knows.
 */
export function wasNotSent(error: unknown): boolean {
  const code = codeOf(error);
  const serverSaidNo = fieldOf(error, 'responseCode') !== undefined;
  return serverSaidNo || code === 'EDNS' || code === 'EAUTH' || syscallOf(error) === 'connect';
}
