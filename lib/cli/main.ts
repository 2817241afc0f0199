import { Command, CommanderError } from 'commander';
import { Missing } from '../store/missing.ts';
import { WrongSettings } from './checked-environment.ts';
import { dbCommand } from './commands/db.ts';
import { doctorCommand } from './commands/doctor.ts';
import { exportCommand } from './commands/export.ts';
import { importCommand } from './commands/import.ts';
import { runCommand } from './commands/run.ts';
import { sampleCommand } from './commands/sample.ts';
import { startCommand } from './commands/start.ts';
import { suggestCommand } from './commands/suggest.ts';
import { targetCommand } from './commands/target.ts';
import { tokenCommand } from './commands/token.ts';
import { userCommand } from './commands/user.ts';
import { verifyCommand } from './commands/verify.ts';
import { STATUS } from './exit-status.ts';
import { tell } from './output.ts';

const UNREACHABLE = /ECONNREFUSED|ENOTFOUND|ETIMEDOUT|EHOSTUNREACH|Connection terminated|terminating connection|P1001|P1002|P1017/;

const program = new Command('dateline')
  .description('The commands of Dateline. Exit status: 0 done; 1 done, with findings; 2 wrong usage; 3 something needed is missing or unreachable.')
  .showHelpAfterError()
  .exitOverride();

for (const register of [
  startCommand,
  importCommand,
  exportCommand,
  verifyCommand,
  suggestCommand,
  targetCommand,
  runCommand,
  userCommand,
  tokenCommand,
  dbCommand,
  sampleCommand,
  doctorCommand,
])
  register(program);
endWithParent();

try {
  await program.parseAsync(process.argv);
  process.exit(process.exitCode ?? STATUS.done);
} catch (error) {
  process.exit(statusOf(error));
}

/** Commander's own errors are wrong usage, except where help was asked for; everything else says what to do. */
function statusOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? STATUS.done : STATUS.usage;
  if (error instanceof Missing) return tellAndReturn(`${error.message}\n${error.remedy}`, STATUS.missing);
  if (error instanceof WrongSettings) return tellAndReturn(error.message, STATUS.usage);
  const { message, stack, code } = error as Error & { code?: string };
  if (UNREACHABLE.test(`${code ?? ''} ${message}`))
    return tellAndReturn(`The database went away: ${message || code}\nCheck that it runs, then run the command again.`, STATUS.missing);
  return tellAndReturn(`The command failed: ${message}${process.env['DATELINE_DEBUG'] ? `\n${stack}` : '\nSet DATELINE_DEBUG=1 to see where.'}`, STATUS.missing);
}

function tellAndReturn(text: string, status: number): number {
  tell(text);
  return status;
}

/** Where the process that started this one is gone, the command stops as if it were asked to. */
function endWithParent(): void {
  process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'));
  process.channel?.unref();
}
