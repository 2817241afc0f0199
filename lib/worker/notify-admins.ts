import { readRun } from '../exchange/runs/runs.ts';
import { mailFailure } from '../notices/mail/failure-mail.ts';
import { activeAdmins } from '../people/queries/people.ts';
import type { Store } from '../platform/database/database.ts';
import { readEnvironment } from '../platform/environment/environment.ts';
import type { JobData } from '../platform/jobs/job-queue.ts';

/** Mails the admins that a run failed, where mail is configured. */
export async function notifyAdmins(store: Store, { run: id }: JobData<'notify-admins'>): Promise<{ notified: number }> {
  const environment = readEnvironment();
  const mail = environment.ok ? environment.value.mail : undefined;
  const run = mail && (await readRun(store, id));
  // Whoever asks for a bulk run follows it on its own screen.
  if (!environment.ok || !mail || !run?.problem || run.kind === 'bulk') return { notified: 0 };
  const admins = (await activeAdmins(store)).map(({ email }) => email);
  if (!admins.length) return { notified: 0 };
  const name = run.target?.name ?? run.upload?.name ?? `run ${id}`;
  await mailFailure(mail, admins, { id, kind: run.kind, name, problem: run.problem }, environment.value.url);
  return { notified: admins.length };
}
