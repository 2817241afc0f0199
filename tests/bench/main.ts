import { execFileSync } from 'node:child_process';
import { chmodSync, closeSync, mkdtempSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { startEmbedded, stopEmbedded } from '../../lib/platform/embedded/embedded.ts';
import { superuserUrl } from '../../lib/platform/embedded/embedded-addresses.ts';
import { embeddedStatus } from '../../lib/platform/embedded/embedded-status.ts';
import { benchArchive } from './archive-bench.ts';
import { benchHttp } from './http-bench.ts';
import { benchPages } from './page-bench.ts';
import { benchPeople } from './people-bench.ts';
import { benchQuality } from './quality-bench.ts';
import { writeRelatedTree } from './related-tree.ts';
import { benchSearch } from './search-bench.ts';
import { benchSetup } from './setup-bench.ts';
import { writeSyntheticEntries } from './synthetic-entries.ts';

const HELP = `npm run bench -- [--runs N] [--events N] [--tree DIR] [--scale]
                 [--only archive|http|people|search|pages|setup]
npm run bench -- quality [--months 2020-11,2021-02] [--fit]

Measures setting up, import, export, saves, approvals, twenty people at once and the editor's page in a
browser, each beside the same work done plainly, and prints medians and ratios.
Without --tree it makes a tree of 12,000 events of its own, or of the corpus that DATELINE_CORPUS names. With --scale
that tree has 113,154 events in 121,741 files; it takes about ten minutes a run and 3 GB of disk.

quality says how good proposals are, by what people decided in months of the corpus that are kept back one
after the other. With --fit it fits the score of contexts again and writes its weights, with the
figures of months that were not fitted on.`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    runs: { type: 'string', default: '5' },
    entries: { type: 'string', default: '12000' },
    tree: { type: 'string' },
    scale: { type: 'boolean' },
    only: { type: 'string' },
    months: { type: 'string' },
    fit: { type: 'boolean', default: false },
    help: { type: 'boolean' },
  },
});

if (values.help) console.log(HELP);
else await bench();

async function bench(): Promise<void> {
  const work = mkdtempSync(path.join(tmpdir(), 'dateline-bench-'));
  chmodSync(work, 0o755);
  const home = path.join(work, 'home');
  try {
    await startEmbedded(home);
    const running = await embeddedStatus(home);
    const server = superuserUrl(home, running.running ? running.port : 0);
    if (positionals.includes('quality') || values.only === 'quality')
      return await benchQuality(server, work, { months: values.months?.split(','), fit: values.fit });
    const runs = Number(values.runs);
    if (!values.only || values.only === 'setup') await benchSetup(server, runs);
    if (values.only === 'setup') return;
    if (!values.only || values.only === 'pages') await benchPages(server, work, runs);
    if (values.only === 'pages') return;
    const tree = values.tree ?? ownTree(work);
    await benchArchive(server, tree, work, values.only && values.only !== 'archive' ? 1 : runs);
    // The archive of the first run is imported already: the entries are saved beside its entries.
    const imported = server.replace(/\/[^/]*$/, '/bench_0');
    if (!values.only || values.only === 'http') await benchHttp(imported, path.join(work, 'site'), runs);
    if (!values.only || values.only === 'people') await benchPeople(imported, work, runs);
    if (!values.only || values.only === 'search') await benchSearch(imported, work);
  } finally {
    await stopEmbedded(home);
    rmSync(work, { recursive: true, force: true });
  }
}

function ownTree(work: string): string {
  const corpus = process.env['DATELINE_CORPUS'];
  const entries = corpus ? path.join(corpus, 'events-2020-2022.jsonl.gz') : path.join(work, 'events.jsonl');
  if (!corpus) writeSyntheticEntries(entries, values.scale ? SCALE : Number(values.entries));
  const tree = path.join(work, 'tree');
  if (corpus && values.scale) return scaleTree(corpus, path.join(work, 'events.jsonl'), tree);
  console.log(`${writeRelatedTree(entries, tree)} files of ${corpus ? 'the corpus' : 'our own'} are ready.`);
  return tree;
}

/** How many entries an archive of full size has. */
const SCALE = 113_154;

/** The archive of full size, by the tools beside the corpus. */
function scaleTree(corpus: string, entries: string, tree: string): string {
  const tools = path.resolve(corpus, '../tools');
  const run = (tool: string, args: string[], out: 'ignore' | number) =>
    execFileSync(process.execPath, [path.join(tools, tool), ...args], { stdio: ['ignore', out, 'inherit'] });
  const file = openSync(entries, 'w');
  run('scale.mjs', [corpus], file);
  closeSync(file);
  run('layout.mjs', [entries, tree], 'ignore');
  return tree;
}
