import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { learnArchive } from '../../lib/discovery/learning/learn-archive.ts';
import { suggestContexts } from '../../lib/discovery/suggestions/queries/suggest-contexts.ts';
import { openStore, type Store } from '../../lib/platform/database/database.ts';
import { migrate } from '../../lib/platform/migrations/migrate.ts';
import { duplicateQuality } from './quality-duplicates.ts';
import { type CorpusEntry, corpusEntries } from './quality-entries.ts';
import { type Asked, type Figures, figuresOf, meanOf, qualityLine } from './quality-figures.ts';
import { fitContexts } from './quality-fit.ts';
import { plainRelatedQuality, relatedQuality } from './quality-related.ts';
import { typeAheadQuality } from './quality-type-ahead.ts';

const USUAL_MONTHS = ['2020-11', '2021-02', '2021-07', '2022-06'];
const AT_ONCE = 50;

/**
 * How good the proposals are. Months are kept back one after the other: the rest is imported into a database and
 * learned, and what people decided in the month is compared with what is proposed. With `fit` the score of contexts is
 * fitted again instead.
 */
export async function benchQuality(
  server: string,
  work: string,
  { months = USUAL_MONTHS, fit = false }: { months?: readonly string[] | undefined; fit?: boolean },
): Promise<void> {
  const corpus = process.env['DATELINE_CORPUS'];
  if (!corpus)
    return console.log(
      'Quality is measured on real decisions: set DATELINE_CORPUS to the folder that holds ' +
        'events-2020-2022.jsonl.gz. Nothing was measured.',
    );
  const entries = corpusEntries(corpus, 'events-2020-2022');
  if (fit) return fitContexts(entries);
  const figures: Figures[] = [];
  for (const month of months) {
    const asked = entries.filter(({ date }) => date.startsWith(month));
    const archive = entries.filter(({ date }) => !date.startsWith(month));
    console.log(`\n${month} kept back: ${asked.length} events are asked about, ${archive.length} are in the archive.`);
    const store = await archiveOf(server, work, `quality_${month.replace('-', '_')}`, archive);
    figures.push(await monthQuality(store, archive, asked));
    await store.close();
  }
  if (figures.length > 1) console.log(`\n${qualityLine('contexts, mean', meanOf(figures))}`);
  await wholeQuality(server, work, corpus, entries);
}

async function monthQuality(
  store: Store,
  archive: readonly CorpusEntry[],
  asked: readonly CorpusEntry[],
): Promise<Figures> {
  const contexts = figuresOf(await contextAnswers(store, archive, asked));
  console.log(qualityLine('contexts', contexts));
  console.log(qualityLine('  names looked up', figuresOf(nameAnswers(archive, asked))));
  const line = (what: string, { share, any }: { share: number; any: number }) =>
    console.log(
      `${what.padEnd(24)} of the first five ${share.toFixed(3)} of the same topic, at least one ${any.toFixed(3)}`,
    );
  line('related', await relatedQuality(store, archive, asked));
  line('  shared contexts', plainRelatedQuality(archive, asked, 'number'));
  line('  weighed by rarity', plainRelatedQuality(archive, asked, 'rarity'));
  const { letters, text, entry, publishers } = await typeAheadQuality(store, asked);
  console.log(
    `${'type-ahead'.padEnd(24)} among the first five after three letters: ${letters.toFixed(3)}, with the text ` +
      `${text.toFixed(3)}, with the contexts before it ${entry.toFixed(3)}; publishers ${publishers.toFixed(3)}`,
  );
  return contexts;
}

/** What needs no month kept back: the two renderings of the same days. */
async function wholeQuality(
  server: string,
  work: string,
  corpus: string,
  entries: readonly CorpusEntry[],
): Promise<void> {
  const store = await archiveOf(server, work, 'quality_whole', entries);
  const days = new Set(entries.map(({ date }) => date));
  const later = corpusEntries(corpus, 'events-2002-2026').filter(({ date }) => days.has(date));
  const { edited, found, first, others, alarms } = await duplicateQuality(store, entries, later);
  console.log(
    `\nduplicates: of ${edited} edited headlines ${found.toFixed(3)} found, ${first.toFixed(3)} as the first; ` +
      `false alarms for ${(alarms * 100).toFixed(2)} in 100 of ${others} entries`,
  );
  await store.close();
}

/** A new database that holds these entries as an import brings them, learned. */
async function archiveOf(server: string, work: string, name: string, entries: readonly CorpusEntry[]): Promise<Store> {
  const client = new pg.Client(server);
  await client.connect();
  await client.query(`CREATE DATABASE ${name}`);
  await client.end();
  const url = server.replace(/\/[^/]*$/, `/${name}`);
  await migrate(url);
  const store = openStore(url);
  const { id } = await store.prisma.person.create({
    data: { email: 'bench@example.org', name: 'Bench', role: 'admin' },
  });
  const file = path.join(work, `${name}.jsonl`);
  writeFileSync(file, entries.map((entry) => `${JSON.stringify(entry)}\n`).join(''));
  execFileSync(
    process.execPath,
    [...process.execArgv, path.join(import.meta.dirname, 'step.ts'), url, 'import', file, String(id)],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  );
  const started = performance.now();
  await learnArchive(store);
  console.log(`Learned in ${((performance.now() - started) / 1000).toFixed(1)} s.`);
  return store;
}

async function contextAnswers(
  store: Store,
  archive: readonly CorpusEntry[],
  asked: readonly CorpusEntry[],
): Promise<Asked[]> {
  const known = new Set(archive.flatMap(({ contexts }) => contexts ?? []));
  const answers: Asked[] = [];
  for (let at = 0; at < asked.length; at += AT_ONCE) {
    const some = asked.slice(at, at + AT_ONCE);
    const found = await suggestContexts(
      store,
      some.map(({ date, headline }) => ({ entry: null, day: date, headline, summary: '', contexts: [], urls: [] })),
    );
    some.forEach(({ contexts = [] }, i) => {
      const wanted = new Set(contexts);
      answers.push({
        wanted: wanted.size,
        known: [...wanted].filter((name) => known.has(name)).length,
        proposed: (found[i] ?? []).map(({ name, score, chosen }) => ({ score, chosen, right: wanted.has(name) })),
      });
    });
  }
  return answers;
}

/** Every name that is in a headline as it is written: what the figures are beside. */
function nameAnswers(archive: readonly CorpusEntry[], asked: readonly CorpusEntry[]): Asked[] {
  const known = new Set(archive.flatMap(({ contexts }) => contexts ?? []));
  return asked.map(({ headline, contexts = [] }) => {
    const wanted = new Set(contexts);
    const found = [...new Set(runsOf(headline))]
      .filter((run) => known.has(run) && /^\p{Lu}/u.test(run))
      .sort((a, b) => b.length - a.length);
    const outer = found.filter((run, at) => !found.slice(0, at).some((longer) => longer.includes(run)));
    return {
      wanted: wanted.size,
      known: [...wanted].filter((name) => known.has(name)).length,
      proposed: outer.map((run) => ({ score: 1, chosen: true, right: wanted.has(run) })),
    };
  });
}

function runsOf(headline: string): string[] {
  const words = headline.match(/[\p{L}\p{N}][\p{L}\p{N}.'’–-]*/gu) ?? [];
  return words.flatMap((_, at) =>
    Array.from({ length: 6 }, (_, more) =>
      words
        .slice(at, at + more + 1)
        .join(' ')
        .replace(/['’]s$|[.'’–-]$/u, ''),
    ),
  );
}
