import type { Command } from 'commander';
import { say } from '../output.ts';
import { ensureBuild } from '../start/build.ts';
import { start } from '../start/start.ts';

/** `dateline start` and `dateline build`: what `npm start` and `npm run build` run. */
export function startCommand(program: Command): void {
  program
    .command('start')
    .description('start Dateline: database, migrations, build, app and worker (npm start)')
    .action(async () => {
      process.exitCode = await start();
    });
  program
    .command('build')
    .description('build the app in advance, also for a user who cannot write here (npm run build)')
    .action(async () => {
      say(`The app is built: ${await ensureBuild(say)}`);
    });
}
