import type { Command } from 'commander';
import { importArchive } from '../../exchange/import/actions/import-archive.ts';
import { openSource } from '../../exchange/import/reading/open-source.ts';
import { SourceRejected } from '../../exchange/import/reading/source-rejected.ts';
import type { ImportReport } from '../../exchange/import/report.ts';

import type { ImportSource } from '../../exchange/import/staged.ts';
import { countOf } from '../../kernel/count-of.ts';
import { explain } from '../../kernel/explain-error.ts';
import { changesInWords } from '../../kernel/newsroom/import-changes.ts';
import type { Actor } from '../../kernel/permission/actor.ts';
import { importingPerson } from '../../people/queries/importing-person.ts';
import type { Store } from '../../platform/database/database.ts';
import { STATUS } from '../exit-status.ts';
import { printText } from '../output.ts';
import { progressLine } from '../progress.ts';
import { withStore } from '../with-store.ts';

type Options = { dryRun?: boolean; publish?: boolean; farDays?: boolean; as?: string; json?: boolean };

/** Adds `import PATH` to the program. */
export function importCommand(program: Command): void {
  program
    .command('import')
    .description(
      'import a layout tree (a folder or a zip archive), or entries as JSON lines (plain or gzip). Repeatable: a ' +
        'second run changes nothing',
    )
    .argument('<path>', 'the folder, archive or file')
    .option('--dry-run', 'show what would happen, without writing anything')
    .option('--publish', 'publish what is imported; requires an admin and is recorded as an import approval')
    .option('--far-days', 'also publish entries on days more than a week ahead')
    .option('--as <email>', 'the person who imports (default: the only admin)')
    .option('--json', 'print the report as one JSON document')
    .action(async (path: string, options: Options) => {
      process.exitCode = await withStore((store) => runCommand(store, path, options));
    });
}

async function runCommand(store: Store, path: string, options: Options): Promise<number> {
  const person = await importingPerson(store, options.as);
  if (typeof person === 'string') return complain(person);
  const actor: Actor = { ...person, channel: 'import' };
  const progress = progressLine();
  let source: ImportSource | undefined;
  try {
    source = await openSource(path);
    const done = await importArchive(store, actor, source, {
      publish: options.publish === true,
      dryRun: options.dryRun === true,
      farDayConfirmed: options.farDays === true,
      onProgress: ({ entries, total, phase }) =>
        progress.show(
          phase === 'reading' ? `Reading … ${countOf(entries, 'entry')}` : `Writing … ${entries} of ${total} entries`,
        ),
    });
    progress.clear();
    if (!done.ok) return complain(`Nothing was imported. ${explain(done.error).detail}`);
    printReport(done.value, options);
    return done.value.files.refused > 0 || done.value.normalised.length > 0 ? STATUS.findings : STATUS.done;
  } catch (error) {
    progress.clear();
    if (error instanceof SourceRejected) return complain(`Nothing was imported. ${error.message}`);
    throw error;
  } finally {
    await source?.close();
  }
}

function complain(sentence: string): number {
  process.stderr.write(`${sentence}\n`);
  return STATUS.usage;
}

function printReport(report: ImportReport, options: Options): void {
  printText(options.json ? `${JSON.stringify(report)}\n` : inWords(report));
}

function inWords(report: ImportReport): string {
  const {
    files,
    entries,
    days,
    prose,
    refused,
    normalised,
    repeats,
    beside,
    inferred,
    ambiguous,
    issues,
    seconds,
    dryRun,
  } = report;
  const lines = [
    `${dryRun ? 'Would import' : 'Imported'} in ${seconds} s:`,
    `  files   ${files.exact} exact, ${files.normalised} normalised, ${files.refused} ` +
      `refused${files.skipped ? `; ${files.skipped} left out because exports regenerate them` : ''}`,
    `  entries  ${entries.created} created, ${entries.updated} updated, ${entries.unchanged} unchanged`,
    `  days    ${days.written} written, ${days.unchanged} unchanged`,
    ...(prose.published + prose.waiting + prose.unchanged
      ? [`  prose   ${prose.published} published, ${prose.waiting} waiting for approval, ${prose.unchanged} unchanged`]
      : []),
    ...refused.map((file) => `refused ${file.path}${file.line ? `:${file.line}` : ''}: ${file.reason}`),
    ...normalised.map((file) => `normalised ${file.path}\n${file.diff}`),
    ...repeats.map(({ path, line, of }) => `repeated ${path}:${line}: the same event as in line ${of}`),
    ...beside.unread.map((file) => `skipped ${file.path}: ${file.reason}`),
    ...changesInWords(report),
  ];
  if (inferred.length)
    lines.push(
      `${countOf(inferred.length, 'context name contains', 'context names contain')} a comma, as the order of ` +
        'their lists shows; --json lists them under "inferred".',
    );
  if (ambiguous.length)
    lines.push(
      `${countOf(ambiguous.length, 'list of contexts', 'lists of contexts')} can be read in more than one way; the ` +
        'known names were used. --json lists them.',
    );
  const open = issues.sameEvent + issues.ambiguousContexts + issues.missingLinks;
  if (open)
    lines.push(
      `${countOf(open, 'new import issue')} to resolve: ` +
        `${countOf(issues.sameEvent, 'group of likely duplicates', 'groups of likely duplicates')}, ` +
        `${countOf(issues.ambiguousContexts, 'page')} with ambiguous contexts, ${issues.missingLinks} broken ` +
        'internal links.',
    );
  return `${lines.join('\n')}\n`;
}
