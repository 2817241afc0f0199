import type { Command } from 'commander';
import type { Finding } from '../../admin/health/finding.ts';
import { groundFindings, settingFindings } from '../../admin/health/installation.ts';
import { type Environment, readEnvironment } from '../../platform/environment/environment.ts';
import { STATUS } from '../exit-status.ts';
import { say, sayJson } from '../output.ts';
import { portProblem } from '../start/free-port.ts';
import { isHealthy, readRun } from '../start/run-record.ts';

/** `dateline doctor`: what is configured, reachable and wrong, and how to mend it. Changes nothing. */
export function doctorCommand(program: Command): void {
  program
    .command('doctor')
    .description('say what is configured, what is reachable, what is wrong and how to mend it')
    .option('--json', 'print the findings as JSON')
    .action(async ({ json }: { json?: true }) => {
      process.exitCode = await examine(json);
    });
}

const MARKS = { ok: 'ok   ', note: 'note ', wrong: 'WRONG' } as const;

async function examine(json: true | undefined): Promise<number> {
  const read = readEnvironment();
  const findings = [nodeFinding(), ...settingFindings()];
  if (read.ok) findings.push(...(await groundFindings(read.value)), await appFinding(read.value));
  const wrong = findings.some((finding) => finding.state === 'wrong');
  if (json) sayJson({ ok: !wrong, findings });
  else
    for (const { about, state, says, remedy } of findings)
      say(`${MARKS[state]}  ${about}: ${says}${remedy ? `\n       ${remedy}` : ''}`);
  if (findings.some(({ unusable }) => unusable)) return STATUS.missing;
  return wrong ? STATUS.findings : STATUS.done;
}

function nodeFinding(): Finding {
  return { about: 'Node', state: 'ok', says: `${process.version}, the project’s own` };
}

async function appFinding({ home, host, port }: Environment): Promise<Finding> {
  const record = readRun(home);
  if (!record) {
    const problem = await portProblem(host, port);
    if (problem) return { about: 'App', state: 'wrong', says: problem.message, remedy: problem.remedy };
    return {
      about: 'App',
      state: 'note',
      says: `does not run from this home; npm start starts it, and port ${port} is free`,
    };
  }
  if (await isHealthy(record)) return { about: 'App', state: 'ok', says: `answers at ${record.url}` };
  return {
    about: 'App',
    state: 'wrong',
    says: `process ${record.pid} runs but does not answer at ${record.url}.`,
    remedy: 'It may still be starting. Otherwise end it and run npm start again.',
  };
}
