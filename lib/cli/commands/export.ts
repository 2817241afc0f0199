import { type Command, InvalidArgumentError, Option } from 'commander';
import { ExportMemory } from '../../archive/export/export-memory.ts';
import type { ExportReport } from '../../archive/export/report.ts';
import { type ExportOptions, runExport } from '../../archive/export/run-export.ts';
import { RefusedTarget } from '../../archive/export/target.ts';
import { type ExportSettings, FORMATS, type Format, inOrder, RELATED_LIMITS } from '../../domain/export-settings.ts';
import type { Edition } from '../../domain/revision/text.ts';
import type { Store } from '../../store/database.ts';
import { homeFolder, inHome } from '../../store/home.ts';
import { Missing } from '../../store/missing.ts';
import { STATUS } from '../exit-status.ts';
import { progressLine } from '../progress.ts';
import { withStore } from '../with-store.ts';

type Options = {
  edition: Edition;
  formats: Format[];
  readmes?: boolean;
  relatedLimit?: number;
  siteUrl: string;
  siteTitle: string;
  plan?: boolean;
  full?: boolean;
  asOf?: string;
  json?: boolean;
};

const MOST_SHOWN = 50;

/** Adds `export DIR` to the program. */
export function exportCommand(program: Command): void {
  program
    .command('export')
    .description('write the published archive as a tree of files. Touches only files whose bytes change')
    .argument('<dir>', 'the folder; made where it does not exist')
    .addOption(new Option('--edition <year>', 'the layout to write').choices(['2017', '2018']).default('2017'))
    .addOption(new Option('--formats <list>', `what to write of each page, with commas: ${FORMATS.join(',')}`).argParser(readFormats).default(['md'], 'md'))
    .option('--readmes', 'write README.md beside every index.md; otherwise only where an import brought one')
    .addOption(new Option('--related-limit <n>', 'how many related events a page names at most (default: 10, in the 2018 edition 5)').argParser(readLimit))
    .option('--site-url <address>', 'where readers find the tree, for feeds, site maps and canonical links', readAddress, '')
    .option('--site-title <text>', 'the name of the archive in feeds and pages', 'Dateline')
    .option('--plan', 'say what would be written and removed, and touch nothing')
    .option('--full', 'make and compare every page, whatever the last export noted')
    .option('--as-of <instant>', 'the archive as it was published then, as in 2026-01-31T12:00:00Z', readInstant)
    .option('--json', 'print the report as one JSON document')
    .action(async (folder: string, options: Options) => {
      process.exitCode = await withStore((store) => runCommand(store, folder, options));
    });
}

function readFormats(text: string): Format[] {
  const names = text.split(',').map((name) => name.trim());
  const unknown = names.find((name) => !(FORMATS as readonly string[]).includes(name));
  if (unknown !== undefined) throw new InvalidArgumentError(`“${unknown}” is no format. Name some of ${FORMATS.join(', ')}.`);
  return inOrder(names as Format[]);
}

function readLimit(text: string): number {
  if (!/^(?:[1-9]|10)$/.test(text)) throw new InvalidArgumentError('Name a number from 1 to 10.');
  return Number(text);
}

function readAddress(text: string): string {
  if (!/^https?:\/\/[^/\s?#]+(?:\/[^\s?#]*)?$/.test(text)) throw new InvalidArgumentError('Name an address such as https://archive.example.');
  return text.replace(/\/+$/, '');
}

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?(?:Z|[+-]\d{2}:\d{2})$/;

function readInstant(text: string): string {
  if (!INSTANT.test(text) || Number.isNaN(Date.parse(text))) throw new InvalidArgumentError('Write an instant with its zone, as in 2026-01-31T12:00:00Z.');
  return new Date(text).toISOString();
}

function settingsOf({ edition, formats, readmes, relatedLimit, siteUrl, siteTitle }: Options): ExportSettings {
  return { edition, formats, readmes: readmes === true, relatedLimit: relatedLimit ?? RELATED_LIMITS[edition], site: { url: siteUrl, title: siteTitle } };
}

async function runCommand(store: Store, folder: string, options: Options): Promise<number> {
  const progress = progressLine();
  const memory = new ExportMemory(inHome(homeFolder(), 'exports'));
  const wanted: ExportOptions = {
    settings: settingsOf(options),
    plan: options.plan === true,
    full: options.full === true,
    asOf: options.asOf,
    held: memory.recall(folder),
    onProgress: ({ files, phase }) => progress.show(`${WORDS[phase]} … ${files} files`),
  };
  try {
    const { held, ...report } = await runExport(store, folder, wanted);
    if (held) memory.remember(folder, held);
    progress.clear();
    process.stdout.write(options.json ? `${JSON.stringify(report)}\n` : inWords(report, folder));
    return STATUS.done;
  } catch (error) {
    progress.clear();
    if (error instanceof RefusedTarget) throw new Missing(error.message, '');
    throw error;
  }
}

const WORDS = { comparing: 'Comparing', writing: 'Writing', placing: 'Putting in place' } as const;

function inWords({ files, paths, plan, bytes, seconds, asOf }: ExportReport, folder: string): string {
  const lines = [
    `${plan ? 'Would write into' : 'Exported into'} ${folder} in ${seconds} s${asOf ? `, as of ${asOf}` : ''}:`,
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
