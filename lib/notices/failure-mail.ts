import { createTransport } from 'nodemailer';

export type MailServer = { server: string; from: string };

/** A failed run as the mail tells it. */
export type FailedRun = { id: number; kind: 'export' | 'import'; name: string; problem: string };

const WITHIN_MS = 20_000;

/** Tells people of a failed run, in one mail that shows none of them the others' addresses. */
export async function mailFailure({ server, from }: MailServer, to: readonly string[], run: FailedRun, site: string): Promise<void> {
  const transport = createTransport({ url: server, connectionTimeout: WITHIN_MS, greetingTimeout: WITHIN_MS, socketTimeout: WITHIN_MS });
  try {
    await transport.sendMail({ from, to: from, bcc: [...to], ...wordsOf(run, site) });
  } finally {
    transport.close();
  }
}

function wordsOf({ id, kind, name, problem }: FailedRun, site: string): { subject: string; text: string } {
  const what = kind === 'export' ? 'export to' : 'import of';
  return {
    subject: `Failed: ${what} ${name}`,
    text: `The ${what} “${name}” failed:\n\n${problem}\n\nLog, files and a new try: ${site}/${kind}s/${id}\n`,
  };
}
