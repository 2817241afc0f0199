import { type Command, Option } from 'commander';
import { ExportMemory } from '../../archive/export/export-memory.ts';
import { RefusedTarget } from '../../archive/export/folder-target.ts';
import type { ExportReport } from '../../archive/export/report.ts';
import { runExport } from '../../archive/export/run-export.ts';
import type { Edition } from '../../domain/revision/text.ts';
import type { Store } from '../../store/database.ts';
import { homeFolder, inHome } from '../../store/home.ts';
import { Missing } from '../../store/missing.ts';
import { STATUS } from '../exit-status.ts';
import { progressLine } from '../progress.ts';
import { withStore } from '../with-store.ts';

type Options = { edition: Edition; plan?: boolean; full?: boolean; json?: boolean };

const MOST_SHOWN = 50;

/** Adds `export DIR` to the program. */
export function exportCommand(program: Command): void {
  program
    .command('export')
    .description('write the published archive as a tree of Markdown files. Touches only files whose bytes change')
    .argument('<dir>', 'the folder; made where it does not exist')
    .addOption(new Option('--edition <year>', 'the layout to write').choices(['2017', '2018']).default('2017'))
    .option('--plan', 'say what would be written and removed, and touch nothing')
    .option('--full', 'render and compare every page, whatever the last export noted')
    .option('--json', 'print the report as one JSON document')
    .action(async (folder: string, options: Options) => {
      process.exitCode = await withStore((store) => runCommand(store, folder, options));
    });
}

async function runCommand(store: Store, folder: string, options: Options): Promise<number> {
  const progress = progressLine();
  try {
    const report = await runExport(store, folder, {
      edition: options.edition,
      plan: options.plan === true,
      full: options.full === true,
      memory: new ExportMemory(inHome(homeFolder(), 'exports')),
      onProgress: ({ files }) => progress.show(`${options.plan ? 'Comparing' : 'Writing'} … ${files} files`),
    });
    progress.clear();
    process.stdout.write(options.json ? `${JSON.stringify(report)}\n` : inWords(report, folder));
    return STATUS.done;
  } catch (error) {
    progress.clear();
    if (error instanceof RefusedTarget) throw new Missing(error.message, '');
    throw error;
  }
}

function inWords({ files, paths, plan, bytes, seconds }: ExportReport, folder: string): string {
  const lines = [
    `${plan ? 'Would write into' : 'Exported into'} ${folder} in ${seconds} s:`,
    `  ${files.added} added, ${files.changed} changed, ${files.removed} removed, ${files.unchanged} unchanged; ${(bytes / 1_000_000).toFixed(1)} MB in all`,
    ...shown('added', paths.added),
    ...shown('changed', paths.changed),
    ...shown('removed', paths.removed),
  ];
  return `${lines.join('\n')}\n`;
}

function shown(what: string, paths: readonly string[]): string[] {
  const lines = paths.slice(0, MOST_SHOWN).map((path) => `  ${what} ${path}`);
  return paths.length > MOST_SHOWN ? [...lines, `  … and ${paths.length - MOST_SHOWN} more ${what}`] : lines;
}
