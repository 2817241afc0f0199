import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { startEmbedded, stopEmbedded } from '../../lib/store/embedded.ts';
import { benchArchive } from './archive-bench.ts';
import { benchHttp } from './http-bench.ts';
import { writeRelatedTree } from './related-tree.ts';
import { writeSyntheticEvents } from './synthetic-events.ts';

const HELP = `npm run bench -- [--runs N] [--events N] [--tree DIR] [--only archive|http]

Measures import, export, saves and approvals, each beside the same work done plainly, and prints medians and ratios.
Without --tree it makes a tree of 12,000 events of its own, or of the corpus that DATELINE_CORPUS names.`;

const { values } = parseArgs({
  options: { runs: { type: 'string', default: '5' }, events: { type: 'string', default: '12000' }, tree: { type: 'string' }, only: { type: 'string' }, help: { type: 'boolean' } },
});

if (values.help) console.log(HELP);
else await bench();

async function bench(): Promise<void> {
  const work = mkdtempSync(path.join(tmpdir(), 'dateline-bench-'));
  chmodSync(work, 0o755);
  const home = path.join(work, 'home');
  try {
    const server = (await startEmbedded(home)).url;
    const runs = Number(values.runs);
    const tree = values.tree ?? ownTree(work);
    await benchArchive(server, tree, work, values.only === 'http' ? 1 : runs);
    // The archive of the first run is imported already: the entries are saved beside its events.
    if (values.only !== 'archive') await benchHttp(server.replace(/\/[^/]*$/, '/bench_0'), path.join(work, 'site'), runs);
  } finally {
    await stopEmbedded(home);
    rmSync(work, { recursive: true, force: true });
  }
}

function ownTree(work: string): string {
  const corpus = process.env['DATELINE_CORPUS'];
  const events = corpus ? path.join(corpus, 'events-2020-2022.jsonl.gz') : path.join(work, 'events.jsonl');
  if (!corpus) writeSyntheticEvents(events, Number(values.events));
  const tree = path.join(work, 'tree');
  console.log(`${writeRelatedTree(events, tree)} files of ${corpus ? 'the corpus' : 'our own'} are ready.`);
  return tree;
}
