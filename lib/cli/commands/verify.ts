import type { Command } from 'commander';
import type { VerifyReport } from '../../exchange/verify/report.ts';
import { verifyTree } from '../../exchange/verify/verify-tree.ts';
import { countOf } from '../../kernel/count-of.ts';
import { STATUS } from '../exit-status.ts';
import { printJson, printText } from '../output.ts';
import { progressLine } from '../progress.ts';

type Options = { json?: boolean };

const MOST_SHOWN = 50;

/** Adds `verify DIR` to the program. */
export function verifyCommand(program: Command): void {
  program
    .command('verify')
    .description(
      'verify an exported tree, without a database: every file against the manifest, every page generated again, ' +
        'every internal link',
    )
    .argument('<dir>', 'an exported folder')
    .option('--json', 'print the report as one JSON document')
    .action(async (folder: string, options: Options) => {
      process.exitCode = await runCommand(folder, options);
    });
}

async function runCommand(folder: string, options: Options): Promise<number> {
  const progress = progressLine();
  try {
    const report = await verifyTree(folder, {
      onProgress: ({ files, total }) => progress.show(`Verifying … ${files} of ${countOf(total, 'file')}`),
    });
    progress.clear();
    if (options.json) printJson(report);
    else printText(inWords(report, folder));
    return report.found ? STATUS.findings : STATUS.done;
  } finally {
    progress.clear();
  }
}

function inWords(report: VerifyReport, folder: string): string {
  const { files, bytes, pages, links, knownMissing, looseEnds, foreign, found, findings, seconds } = report;
  const lines = [
    `${found ? `${countOf(found, 'finding')} in` : 'Verified'} ${folder} in ${seconds} s:`,
    `  ${countOf(files, 'file')}, ${(bytes / 1_000_000).toFixed(1)} MB, by their SHA-256; ` +
      `${countOf(pages, 'page')} generated again; ${countOf(links, 'internal link')} followed`,
    ...(knownMissing
      ? [`  ${countOf(knownMissing, 'link leads', 'links lead')} nowhere, listed as missing in the manifest`]
      : []),
    ...(looseEnds
      ? [
          `  ${countOf(looseEnds, 'link leads', 'links lead')} nowhere in text kept as imported: free prose and ` +
            'lists of earlier versions',
        ]
      : []),
    ...(foreign ? [`  ${countOf(foreign, 'file of others was', 'files of others were')} left alone`] : []),
    ...findings.slice(0, MOST_SHOWN).map(({ path, kind, problem }) => `  ${path}: ${problem} (${kind})`),
    ...(found > MOST_SHOWN ? [`  … and ${found - MOST_SHOWN} more; --json lists the first ${findings.length}`] : []),
  ];
  return `${lines.join('\n')}\n`;
}
