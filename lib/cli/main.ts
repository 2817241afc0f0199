import { CommanderError } from 'commander';
import { DATABASE_FAULTS } from '../kernel/database-fault.ts';
import { messageOf, textIn } from '../kernel/error-facts.ts';
import { diskFault } from '../platform/environment/disk-fault.ts';
import { setting } from '../platform/environment/environment.ts';
import { Missing } from '../platform/environment/missing.ts';
import { type DatabaseFault, databaseFault } from '../platform/outage/unavailable.ts';
import { WrongSettings } from './checked-environment.ts';
import { STATUS } from './exit-status.ts';
import { bearAbsentReaders, outputRead, printNote } from './output.ts';
import { commandLine } from './program.ts';

endWithParent();
bearAbsentReaders();

try {
  await commandLine().parseAsync(process.argv);
} catch (error) {
  process.exitCode = statusOf(error);
}
// What was written is read to its end first, however slow its reader is; then nothing that is left open keeps the
// process.
await outputRead();
process.exit(process.exitCode ?? STATUS.done);

/** Commander's own errors are wrong usage, except where help was asked for; everything else says what to do. */
function statusOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? STATUS.done : STATUS.usage;
  if (error instanceof Missing) return tellAndReturn(`${error.message}\n${error.remedy}`, STATUS.missing);
  if (error instanceof WrongSettings) return tellAndReturn(error.message, STATUS.usage);
  const message = messageOf(error);
  const stack = textIn(error, 'stack');
  const disk = diskFault(error);
  if (disk)
    return tellAndReturn(`${disk.problem}: ${message}\n${disk.remedy}, then run the command again.`, STATUS.missing);
  const fault = databaseFault(error);
  if (fault) return tellAndReturn(databaseProblem(fault), STATUS.missing);
  return tellAndReturn(
    `The command failed: ${message}${setting('DATELINE_DEBUG') ? `\n${stack}` : '\nSet DATELINE_DEBUG=1 for details.'}`,
    STATUS.missing,
  );
}

function databaseProblem({ kind, code, reason }: DatabaseFault): string {
  const said = code === undefined || reason.includes(code) ? reason : `${reason} (${code})`;
  if (kind === 'away')
    return `The database connection was lost: ${said}\nCheck that it is running, then run the command again.`;
  return `${DATABASE_FAULTS[kind].says} It said: ${said}\n${DATABASE_FAULTS[kind].remedy}`;
}

function tellAndReturn(text: string, status: number): number {
  printNote(text);
  return status;
}

/** Where the process that started this one is gone, the command stops as if it were asked to. */
function endWithParent(): void {
  process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'));
  process.channel?.unref();
}
