import { type MailServer, sendMail } from './mail-transport.ts';

/** A failed run as the mail says it. */
export type FailedRun = { id: number; kind: 'export' | 'import'; name: string; problem: string };

/** Tells people of a failed run, in one mail that shows none of them the others' addresses. */
export function mailFailure(server: MailServer, to: readonly string[], run: FailedRun, site: string): Promise<void> {
  return sendMail(server, { to: server.from, bcc: [...to], ...wordsOf(run, site) });
}

function wordsOf({ id, kind, name, problem }: FailedRun, site: string): { subject: string; text: string } {
  const what = kind === 'export' ? 'export to' : 'import of';
  return {
    subject: `Failed: ${what} ${name}`,
    text: `The ${what} “${name}” failed:\n\n${problem}\n\nLog, files and retry: ${site}/${kind}s/${id}\n`,
  };
}
