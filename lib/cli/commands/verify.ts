import type { Command } from 'commander';
import type { VerifyReport } from '../../archive/verify/report.ts';
import { verifyTree } from '../../archive/verify/verify-tree.ts';
import { STATUS } from '../exit-status.ts';
import { sayJson } from '../output.ts';
import { progressLine } from '../progress.ts';

type Options = { json?: boolean };

const MOST_SHOWN = 50;

/** Adds `verify DIR` to the program. */
export function verifyCommand(program: Command): void {
  program
    .command('verify')
    .description('prove an exported tree, without a database: every file by its manifest, every page made again, every internal link')
    .argument('<dir>', 'the folder that an export wrote')
    .option('--json', 'print the report as one JSON document')
    .action(async (folder: string, options: Options) => {
      process.exitCode = await runCommand(folder, options);
    });
}

async function runCommand(folder: string, options: Options): Promise<number> {
  const progress = progressLine();
  try {
    const report = await verifyTree(folder, { onProgress: ({ files, total }) => progress.show(`Verifying … ${files} of ${total} files`) });
    progress.clear();
    if (options.json) sayJson(report);
    else process.stdout.write(inWords(report, folder));
    return report.found ? STATUS.findings : STATUS.done;
  } finally {
    progress.clear();
  }
}

function inWords(report: VerifyReport, folder: string): string {
  const { files, bytes, pages, links, knownMissing, looseEnds, foreign, found, findings, seconds } = report;
  const lines = [
    `${found ? `${found} ${found === 1 ? 'finding' : 'findings'} in` : 'Proved'} ${folder} in ${seconds} s:`,
    `  ${files} files, ${(bytes / 1_000_000).toFixed(1)} MB, by their SHA-256; ${pages} pages made again; ${links} internal links followed`,
    ...(knownMissing ? [`  ${knownMissing} links lead nowhere, as the manifest says`] : []),
    ...(looseEnds ? [`  ${looseEnds} links lead nowhere in what is kept as it came: free prose and lists of earlier versions`] : []),
    ...(foreign ? [`  ${foreign} files of others were left alone`] : []),
    ...findings.slice(0, MOST_SHOWN).map(({ path, kind, problem }) => `  ${path}: ${problem} (${kind})`),
    ...(found > MOST_SHOWN ? [`  … and ${found - MOST_SHOWN} more; --json lists the first ${findings.length}`] : []),
  ];
  return `${lines.join('\n')}\n`;
}
