import type { Command } from 'commander';
import { dev } from '../dev/dev.ts';
import { printLine } from '../output.ts';
import { ensureBuild } from '../start/build.ts';
import { start } from '../start/start.ts';

/** `dateline start`, `dateline build` and `dateline dev`: what `npm start`, `npm run build` and `npm run dev` run. */
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
      printLine(`The app is built: ${await ensureBuild(printLine)}`);
    });
  program
    .command('dev')
    .description(
      'serve the sources for development, with hot reload, sample data and a database of its own (npm run dev)',
    )
    .option('--fresh', 'empty the development database first')
    .addHelpText(
      'after',
      '\nThe database is in .dateline-dev, apart from the one of npm start. Mail is printed. PORT chooses another ' +
        'port.',
    )
    .action(async (options: { fresh?: true }) => {
      process.exitCode = await dev(options);
    });
}
