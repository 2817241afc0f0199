import { type Command, Option } from 'commander';
import { findTarget } from '../../exchange/export/queries/targets.ts';
import { listRuns, type RunView, readRun } from '../../exchange/runs/runs.ts';
import type { AppError } from '../../kernel/app-error.ts';
import type { Actor } from '../../kernel/permission/actor.ts';
import type { Result } from '../../kernel/result.ts';
import type { Store } from '../../platform/database/database.ts';
import { cancelRun } from '../../runs/actions/cancel-run.ts';
import { retryRun } from '../../runs/actions/retry-run.ts';
import type { RunKind } from '../../runs/store/run-types.ts';
import { asPerson, numberOf } from '../acting-person.ts';
import { STATUS } from '../exit-status.ts';
import { printError, printJson, printLine, printNote, table } from '../output.ts';
import { withStore } from '../with-store.ts';

type ListOptions = { kind: RunKind; target?: string; json?: true };
type RunOptions = { as?: string; json?: true };

/** `dateline run list|show|cancel|retry`: what exports and imports did and do. */
export function runCommand(program: Command): void {
  const run = program.command('run').description('manage runs of exports and imports');
  run
    .command('list')
    .description('list recent runs, newest first')
    .addOption(new Option('--kind <kind>', 'only runs of this kind').choices(['export', 'import']).default('export'))
    .option('--target <name>', 'only runs of this target')
    .option('--json', 'print the list as JSON')
    .action(async (options: ListOptions) => {
      process.exitCode = await withStore((store) => list(store, options));
    });
  run
    .command('show <number>')
    .description('show a run with its log')
    .option('--json', 'print the run as JSON')
    .action(async (number: string, { json }: RunOptions) => {
      process.exitCode = await withStore((store) => show(store, number, json));
    });
  subcommand(
    run,
    'cancel',
    'cancel a waiting or running run',
    cancelRun,
    (id) => `Run ${id} is being cancelled; its target stays consistent.`,
  );
  subcommand(
    run,
    'retry',
    'retry a run that failed or was cancelled',
    retryRun,
    (_, started) => `Run ${started} is waiting for a worker.`,
  );
}

type RunAction = (store: Store, actor: Actor, kind: RunKind, id: number) => Promise<Result<{ run: number }, AppError>>;

function subcommand(
  run: Command,
  name: string,
  description: string,
  act: RunAction,
  words: (id: number, started: number) => string,
): void {
  run
    .command(`${name} <number>`)
    .description(description)
    .option('--as <email>', 'the person who does this (default: the only admin)')
    .option('--json', 'print the outcome as JSON')
    .action(async (number: string, options: RunOptions) => {
      process.exitCode = await withStore((store) => actOn(store, number, options, act, words));
    });
}

async function actOn(
  store: Store,
  number: string,
  { as, json }: RunOptions,
  act: RunAction,
  words: (id: number, started: number) => string,
): Promise<number> {
  const id = numberOf(number, 'a run');
  const run = id && (await readRun(store, id));
  if (!id || !run) return id ? unknown(id) : STATUS.usage;
  return asPerson(store, as, async (actor) => {
    const done = await act(store, actor, run.kind, id);
    if (!done.ok) return printError(done.error);
    if (json) printJson(done.value);
    else printLine(words(id, done.value.run));
    return STATUS.done;
  });
}

async function list(store: Store, { kind, target: name, json }: ListOptions): Promise<number> {
  const target = name === undefined ? undefined : await findTarget(store, name);
  if (name !== undefined && !target) {
    printNote(`There is no target ${name}. See: target list`);
    return STATUS.usage;
  }
  const { items } = await listRuns(store, { kind, target: target?.id });
  if (json) printJson(items);
  else if (items.length)
    printLine(table([['NUMBER', 'STATE', 'CAUSE', 'OF', 'BY', 'BEGUN', 'RESULT'], ...items.map(rowOf)]));
  else printNote('No runs yet.');
  return STATUS.done;
}

async function show(store: Store, number: string, json: true | undefined): Promise<number> {
  const id = numberOf(number, 'a run');
  const run = id && (await readRun(store, id));
  if (!id || !run) return id ? unknown(id) : STATUS.usage;
  if (json) printJson(run);
  else {
    printLine(
      (
        `Run ${id}, ${run.kind} ${nameOf(run)}: ` +
        `${run.state}${run.cancelAsked && run.state === 'running' ? ', stopping' : ''}. ${cameOf(run)}`
      ).trim(),
    );
    for (const line of run.log)
      printLine(
        `  ${line.at.replace('T', ' ').slice(0, 19)}Z  ${line.level === 'info' ? '' : `${line.level}: `}${line.text}`,
      );
  }
  return run.state === 'failed' ? STATUS.findings : STATUS.done;
}

function rowOf(run: RunView): string[] {
  return [
    String(run.id),
    run.state,
    run.cause,
    nameOf(run),
    run.person?.name ?? '',
    `${run.createdAt.slice(0, 16).replace('T', ' ')}Z`,
    cameOf(run),
  ];
}

function nameOf(run: RunView): string {
  return run.target?.name ?? run.upload?.name ?? '';
}

function cameOf({ problem, report, progress }: RunView): string {
  if (problem !== null) return problem;
  if (report)
    return Object.entries(report.files)
      .map(([what, count]) => `${count} ${what}`)
      .join(', ');
  return progress.done === undefined ? '' : `${progress.phase ?? ''} ${progress.done}`.trim();
}

function unknown(id: number): number {
  printNote(`There is no run ${id}. See: run list`);
  return STATUS.usage;
}
