import { createWriteStream, renameSync } from 'node:fs';
import type { Command } from 'commander';
import { runTargetNow } from '../../exchange/export/actions/run-target-now.ts';
import { ExportMemory } from '../../exchange/export/export-memory.ts';
import type { ExportProgress } from '../../exchange/export/export-options.ts';
import { findTarget } from '../../exchange/export/queries/targets.ts';
import type { ExportReport } from '../../exchange/export/report.ts';
import { runExport } from '../../exchange/export/run-export.ts';
import { TargetRejected } from '../../exchange/export/target.ts';
import { type ArchiveFormat, streamTree } from '../../exchange/export/targets/tree-archive.ts';
import type { StoredExportReport } from '../../exchange/runs/runs.ts';
import { countOf } from '../../kernel/count-of.ts';
import { messageOf, syscallOf } from '../../kernel/error-facts.ts';
import { nameBeside, removeTemporary } from '../../platform/backup/temporary.ts';
import type { Store } from '../../platform/database/database.ts';
import { onDisk } from '../../platform/environment/disk-fault.ts';
import { homeFolder } from '../../platform/environment/environment.ts';
import { inHome } from '../../platform/environment/home.ts';
import { Missing } from '../../platform/environment/missing.ts';
import { asPerson } from '../acting-person.ts';
import { STATUS } from '../exit-status.ts';
import { addPageOptions, type PageOptions, readInstant, settingsOf } from '../export-options.ts';
import { printError, printNote, printText } from '../output.ts';
import { progressLine } from '../progress.ts';
import { withStore } from '../with-store.ts';

type Options = PageOptions & {
  target?: string;
  as?: string;
  plan?: boolean;
  full?: boolean;
  asOf?: string;
  json?: boolean;
};

const MOST_SHOWN = 50;

/** Adds `export DIR` to the program. */
export function exportCommand(program: Command): void {
  const command = program
    .command('export')
    .description('write the published archive as a tree of files. Changes only files whose content differs')
    .argument('[dir]', 'the folder, created if it does not exist, or a file ending in .zip or .tar.gz');
  addPageOptions(command)
    .option(
      '--target <name>',
      'export to a target (see: target list) instead of a folder, with the target’s own settings',
    )
    .option('--as <email>', 'with --target: the person who does this (default: the only admin)')
    .option('--plan', 'show what would be written and removed, without changing anything')
    .option('--full', 'generate and compare every page, regardless of the last export')
    .option('--as-of <instant>', 'the archive as published at this time, such as 2026-01-31T12:00:00Z', readInstant)
    .option('--json', 'print the report as one JSON document')
    .action(async (place: string | undefined, options: Options) => {
      process.exitCode = await exportTo(place, options);
    });
}

function exportTo(place: string | undefined, options: Options): Promise<number> | number {
  const { target } = options;
  if ((place === undefined) === (target === undefined)) {
    printNote('Give either a folder or, with --target, a target.');
    return STATUS.usage;
  }
  if (target !== undefined) return withStore((store) => toTarget(store, target, options));
  const format = archiveFormatOf(place ?? '');
  if (format && options.plan) {
    printNote('--plan works for folders and targets, not for files.');
    return STATUS.usage;
  }
  return withStore((store) =>
    format ? toFile(store, place ?? '', format, options) : toFolder(store, place ?? '', options),
  );
}

function archiveFormatOf(place: string): ArchiveFormat | undefined {
  if (place.endsWith('.zip')) return 'zip';
  return place.endsWith('.tar.gz') ? 'tar.gz' : undefined;
}

async function toFolder(store: Store, folder: string, options: Options): Promise<number> {
  const progress = progressLine();
  const memory = new ExportMemory(inHome(homeFolder(), 'exports'));
  return refusing(progress, async () => {
    const { held, ...report } = await runExport(store, folder, {
      settings: settingsOf(options),
      plan: options.plan === true,
      full: options.full === true,
      asOf: options.asOf,
      held: memory.recall(folder),
      onProgress: (done) => progress.show(inProgress(done)),
    });
    if (held) memory.remember(folder, held);
    progress.clear();
    printReport(report, folder, options);
    return STATUS.done;
  });
}

/** Written beside its place, then renamed: a file of that name is whole. */
async function toFile(store: Store, file: string, format: ArchiveFormat, options: Options): Promise<number> {
  const half = nameBeside(file);
  return refusing(progressLine(), async () => {
    try {
      await onDisk(file, () => streamInto(store, half, format, options));
      renameSync(half, file);
    } catch (error) {
      if (syscallOf(error) === 'open')
        throw new TargetRejected(`${file} cannot be written: ${messageOf(error).replace(half, file)}`);
      throw error;
    } finally {
      removeTemporary(half);
    }
    printText(options.json ? `${JSON.stringify({ file })}\n` : `Exported to ${file}.\n`);
    return STATUS.done;
  });
}

async function streamInto(store: Store, half: string, format: ArchiveFormat, options: Options): Promise<void> {
  const out = createWriteStream(half, { flags: 'wx' });
  await streamTree(store, format, settingsOf(options), out, options.asOf === undefined ? {} : { asOf: options.asOf });
}

async function toTarget(store: Store, name: string, options: Options): Promise<number> {
  const target = await findTarget(store, name);
  if (!target) {
    printNote(`There is no target ${name}. See: target list`);
    return STATUS.usage;
  }
  return asPerson(store, options.as, async (actor) => {
    const progress = progressLine();
    const { plan, full, asOf } = options;
    const ended = await runTargetNow(store, actor, target.id, {
      plan,
      full,
      asOf,
      onProgress: ({ phase = '', done = 0 }) => progress.show(`${phase} … ${done} files`),
    });
    progress.clear();
    if (!ended.ok) return printError(ended.error);
    const { state, report, problem, id } = ended.value;
    if (state !== 'done' || !report) throw new Missing(problem ?? `Run ${id} was ${state}.`, `See: run show ${id}`);
    printReport(report as StoredExportReport, target.name, options);
    return STATUS.done;
  });
}

async function refusing(progress: { clear(): void }, work: () => Promise<number>): Promise<number> {
  try {
    return await work();
  } catch (error) {
    progress.clear();
    if (error instanceof TargetRejected) throw new Missing(error.message, '');
    throw error;
  }
}

const WORDS = { comparing: 'Comparing', writing: 'Writing', placing: 'Putting in place' } as const;

function inProgress({ phase, files }: ExportProgress): string {
  return `${WORDS[phase]} … ${countOf(files, 'file')}`;
}

/** A target's report has no lists of paths: its run keeps them. */
type PrintedReport = Omit<ExportReport, 'paths'> & Partial<Pick<ExportReport, 'paths'>>;

function printReport(report: PrintedReport, place: string, { json }: Options): void {
  printText(json ? `${JSON.stringify(report)}\n` : inWords(report, place));
}

function inWords({ files, paths, plan, bytes, seconds, asOf }: PrintedReport, place: string): string {
  const lines = [
    `${plan ? 'Would write to' : 'Exported to'} ${place} in ${seconds} s${asOf ? `, as of ${asOf}` : ''}:`,
    `  ${files.added} added, ${files.changed} changed, ${files.removed} removed, ${files.unchanged} unchanged; ` +
      `${(bytes / 1_000_000).toFixed(1)} MB in all`,
    ...shown('added', paths?.added),
    ...shown('changed', paths?.changed),
    ...shown('removed', paths?.removed),
  ];
  return `${lines.join('\n')}\n`;
}

function shown(what: string, paths: readonly string[] = []): string[] {
  const lines = paths.slice(0, MOST_SHOWN).map((path) => `  ${what} ${path}`);
  return paths.length > MOST_SHOWN ? [...lines, `  … and ${paths.length - MOST_SHOWN} more ${what}`] : lines;
}
