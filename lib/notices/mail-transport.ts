import { createTransport, type SendMailOptions } from 'nodemailer';

export type MailServer = { server: string; from: string };

const WITHIN_MS = 20_000;

/** Sends one mail. Throws where the server does not take it. */
export async function sendMail({ server, from }: MailServer, mail: Pick<SendMailOptions, 'to' | 'bcc' | 'subject' | 'text' | 'messageId' | 'list'>): Promise<void> {
  const transport = createTransport({ url: server, connectionTimeout: WITHIN_MS, greetingTimeout: WITHIN_MS, socketTimeout: WITHIN_MS });
  try {
    await transport.sendMail({ from, ...mail });
  } finally {
    transport.close();
  }
}

/** Whether a failed mail certainly went nowhere: nobody took the connection, or the server said no in so many words. Where the line broke in the middle, nobody knows. */
export function wasNotSent(error: unknown): boolean {
  const { code, syscall, responseCode } = error as { code?: string; syscall?: string; responseCode?: number };
  return responseCode !== undefined || code === 'EDNS' || code === 'EAUTH' || syscall === 'connect';
}
