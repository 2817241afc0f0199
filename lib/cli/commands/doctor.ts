import type { Command } from 'commander';
import type { HealthFinding } from '../../admin/health/finding.ts';
import { groundFindings, settingFindings } from '../../admin/health/installation.ts';
import { type Environment, readEnvironment } from '../../platform/environment/environment.ts';
import { STATUS } from '../exit-status.ts';
import { printJson, printLine } from '../output.ts';
import { portProblem } from '../start/free-port.ts';
import { isHealthy, readRun } from '../start/run-record.ts';

/** `dateline doctor`: what is configured, reachable and wrong, and how to mend it. Changes nothing. */
export function doctorCommand(program: Command): void {
  program
    .command('doctor')
    .description('check what is configured, reachable and wrong, and how to fix it')
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
  if (json) printJson({ ok: !wrong, findings });
  else
    for (const { about, state, says, remedy } of findings)
      printLine(`${MARKS[state]}  ${about}: ${says}${remedy ? `\n       ${remedy}` : ''}`);
  if (findings.some(({ unusable }) => unusable)) return STATUS.missing;
  return wrong ? STATUS.findings : STATUS.done;
}

function nodeFinding(): HealthFinding {
  return { about: 'Node', state: 'ok', says: `${process.version}, the project’s own` };
}

async function appFinding({ home, host, port }: Environment): Promise<HealthFinding> {
  const record = readRun(home);
  if (!record) {
    const problem = await portProblem(host, port);
    if (problem) return { about: 'App', state: 'wrong', says: problem.message, remedy: problem.remedy };
    return {
      about: 'App',
      state: 'note',
      says: `is not running from this home; start it with npm start; port ${port} is free`,
    };
  }
  if (await isHealthy(record)) return { about: 'App', state: 'ok', says: `responds at ${record.url}` };
  return {
    about: 'App',
    state: 'wrong',
    says: `process ${record.pid} is running but isn’t responding at ${record.url}.`,
    remedy: 'It may still be starting. Otherwise stop it and run npm start again.',
  };
}
