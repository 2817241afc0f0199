import type { Command } from 'commander';
import { start } from '../start/start.ts';

/** `dateline start`: what `npm start` runs. */
export function startCommand(program: Command): void {
  program
    .command('start')
    .description('start Dateline: database, migrations, build, app and worker (npm start)')
    .action(async () => {
      process.exitCode = await start();
    });
}
