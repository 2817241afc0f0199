import type { Command } from 'commander';
import { restoreArchive } from '../../admin/backup/restore-archive.ts';
import { countOf } from '../../kernel/count-of.ts';
import type { Result } from '../../kernel/result.ts';
import { type BackupProblem, type BackupReport, backupTo } from '../../platform/backup/backup.ts';
import { embeddedStatus } from '../../platform/embedded/embedded-status.ts';
import { startKept, stopKept } from '../../platform/embedded/server-use.ts';
import { Missing } from '../../platform/environment/missing.ts';
import { bringUpToDate, databaseState, foreignProblem } from '../../platform/migrations/migration-state.ts';
import { checkedEnvironment } from '../checked-environment.ts';
import { STATUS } from '../exit-status.ts';
import { printJson, printLine, printNote } from '../output.ts';
import { reachDatabase, withStore } from '../with-store.ts';

type Json = { json?: true };

/** `dateline db …`: the embedded server, migrations, backup and restore. */
export function dbCommand(program: Command): void {
  const db = program
    .command('db')
    .description('manage the database: the embedded server, migrations, backup and restore');
  const subcommand = (name: string, description: string, act: (json: true | undefined) => Promise<number>) =>
    db
      .command(name)
      .description(description)
      .option('--json', 'print the outcome as JSON')
      .action(async ({ json }: Json) => {
        process.exitCode = await act(json);
      });
  subcommand('start', 'start the embedded PostgreSQL, which runs until db stop', startServer);
  subcommand('stop', 'stop the embedded PostgreSQL, unless it is in use', stopServer);
  subcommand('status', 'show where the database is, whether it responds, and which migrations are missing', status);
  subcommand('migrate', 'apply all pending migrations', migrateNow);
  db.command('backup <file>')
    .description('write a backup of the whole archive to a new file')
    .option('--json', 'print the outcome as JSON')
    .action(async (file: string, { json }: Json) => {
      process.exitCode = await withStore(async (store) => report(await backupTo(store, file), 'written', json));
    });
  db.command('restore <file>')
    .description('restore a backup into an empty archive')
    .option('--json', 'print the outcome as JSON')
    .action(async (file: string, { json }: Json) => {
      process.exitCode = await withStore(async (store) => report(await restoreArchive(store, file), 'restored', json), {
        migrates: true,
      });
    });
}

async function startServer(json: true | undefined): Promise<number> {
  const { databaseUrl, home } = checkedEnvironment();
  if (databaseUrl) return notOurs();
  const { started } = await startKept(home);
  const found = await embeddedStatus(home);
  if (json) printJson({ started, ...(found.running ? { pid: found.pid, port: found.port } : {}) });
  else
    printLine(
      found.running
        ? `The embedded PostgreSQL ${started ? 'was started' : 'is already running'}: 127.0.0.1 port ` +
            `${found.port}, process ${found.pid}.`
        : 'The embedded PostgreSQL was started.',
    );
  return STATUS.done;
}

async function stopServer(json: true | undefined): Promise<number> {
  const { databaseUrl, home } = checkedEnvironment();
  if (databaseUrl) return notOurs();
  const done = await stopKept(home);
  if (json) printJson(done);
  else if (done.kind !== 'in-use')
    printLine(
      done.kind === 'stopped' ? 'The embedded PostgreSQL was stopped.' : 'The embedded PostgreSQL was not running.',
    );
  if (done.kind !== 'in-use') return STATUS.done;
  printNote(
    `The embedded PostgreSQL is in use by process ${done.by.join(', ')}. Stop that first; the server stops with ` +
      'its last user.',
  );
  return STATUS.findings;
}

function notOurs(): number {
  printNote(
    'DATABASE_URL is your own server: start and stop it there. Unset DATABASE_URL to use the embedded PostgreSQL.',
  );
  return STATUS.usage;
}

/** Starts nothing: an embedded server that does not run is an answer. */
async function status(json: true | undefined): Promise<number> {
  const { databaseUrl, home } = checkedEnvironment();
  const embedded = databaseUrl ? undefined : await embeddedStatus(home);
  if (embedded && !embedded.running) {
    if (json) printJson({ kind: 'embedded', running: false, home });
    else
      printLine(
        `The embedded PostgreSQL of ${home} is not running. It starts when a command needs it, or with: db start`,
      );
    return STATUS.done;
  }
  const state = await databaseState(databaseUrl ?? (embedded as { url: string }).url);
  const foreign = foreignProblem(state);
  const where = embedded?.running
    ? { kind: 'embedded', running: true, home, pid: embedded.pid, port: embedded.port }
    : { kind: 'external', running: true, host: new URL(databaseUrl ?? '').host };
  if (json) printJson({ ...where, ...state });
  else {
    printLine(
      where.kind === 'embedded'
        ? `The embedded PostgreSQL ${state.server} of ${home} is running: process ${where.pid}, port ${where.port}.`
        : `PostgreSQL ${state.server} at ${where.host} is responding.`,
    );
    if (!foreign)
      printLine(
        state.pending.length
          ? `Migrations to apply: ${state.pending.join(', ')}. Run: db migrate`
          : 'All migrations are applied.',
      );
  }
  if (foreign) throw new Missing(foreign.problem, foreign.remedy);
  return state.pending.length ? STATUS.findings : STATUS.done;
}

async function migrateNow(json: true | undefined): Promise<number> {
  const reached = await reachDatabase();
  try {
    const applied = await bringUpToDate(reached.url);
    if (json) printJson({ applied });
    else printLine(applied.length ? `Applied: ${applied.join(', ')}.` : 'The database is up to date.');
    return STATUS.done;
  } finally {
    await reached.leave();
  }
}

function report(done: Result<BackupReport, BackupProblem>, what: string, json: true | undefined): number {
  if (!done.ok) {
    printNote(`${done.error.problem}\n${done.error.remedy}`);
    return STATUS.findings;
  }
  if (json) printJson(done.value);
  else
    printLine(
      `${countOf(done.value.rows, 'row')} of ${countOf(Object.keys(done.value.tables).length, 'table')} ${what}.`,
    );
  return STATUS.done;
}
