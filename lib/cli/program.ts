import { Command } from 'commander';
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

/** All commands, in the order of `--help`. Nothing runs until it parses arguments. */
export function commandLine(): Command {
  const program = new Command('dateline')
    .description(
      'The commands of Dateline. Exit status: 0 success; 1 success, with findings; 2 wrong usage; 3 something ' +
        'required is missing or unreachable.',
    )
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
  return program;
}
