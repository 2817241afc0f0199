import path from 'node:path';
import { learnArchive } from '../../lib/discovery/learning/learn-archive.ts';
import { addPerson } from '../../lib/people/actions/manage-people.ts';
import { createToken } from '../../lib/people/actions/manage-tokens.ts';
import { openStore } from '../../lib/platform/database/database.ts';
import { median, percentile95, shown, table } from './figures.ts';
import { startSite } from './http-bench.ts';

const PEOPLE = 20;
const REQUESTS = 400;
/** Somebody who searches reads what comes, and who types pauses between letters. */
const PAUSE_MS = 1_000;

type Row = { what: string; at: readonly string[] };

const TEXT = encodeURIComponent(
  'Russia and the United States announce talks in Geneva; the United Nations welcomes them.',
);

/** What is asked of each kind, in turn. */
const ROWS: readonly Row[] = [
  { what: 'a bare answer, to compare with', at: ['/health'] },
  { what: 'search, one common word', at: ['killed', 'president', 'police', 'covid'].map((q) => `/entries?q=${q}`) },
  { what: 'search, one rare word', at: ['gazprom', 'zeppelin', 'lighthouse', 'volcano'].map((q) => `/entries?q=${q}`) },
  {
    what: 'search, several words and a phrase',
    at: ['killed police', '"prime minister" resigns', 'earthquake -japan', 'flood OR storm india'].map(
      (q) => `/entries?q=${encodeURIComponent(q)}`,
    ),
  },
  {
    what: 'search by relevance',
    at: ['killed', 'gazprom', 'prime minister'].map((q) => `/entries?q=${encodeURIComponent(q)}&sort=relevance`),
  },
  {
    what: 'search, filters alone',
    at: [
      'publishers=Reuters',
      'from=2021-01-01&to=2021-03-31',
      'contexts=1&narrower=true',
      'state=published&edition=2017',
    ].map((of) => `/entries?${of}`),
  },
  {
    what: 'search, words and filters',
    at: ['q=killed&publishers=Reuters&from=2021-01-01', 'q=vaccine&contexts=1&sort=oldest'].map(
      (of) => `/entries?${of}`,
    ),
  },
  {
    what: 'search, a page far behind',
    at: ['/entries?q=killed&cursor=2006-01-01.20000', '/entries?cursor=2006-01-01.20000'],
  },
  { what: 'search, misspelled', at: ['gazprm', 'presidnet', 'earthqake'].map((q) => `/entries?q=${q}`) },
  {
    what: 'counts beside a search',
    at: ['q=killed', 'q=gazprom', 'publishers=Reuters', 'q=prime%20minister'].map((of) => `/entries/facets?${of}`),
  },
  { what: 'type-ahead of contexts', at: ['uni', 'rus', 'min', '202', 'cov'].map((q) => `/contexts?q=${q}`) },
  {
    what: 'the same for an entry',
    at: ['uni', 'rus', 'min', 'gen'].map((q) => `/contexts?q=${q}&date=2021-05-05&with=1,2&text=${TEXT}`),
  },
  {
    what: 'type-ahead of events',
    at: ['kil', 'prime min', 'gazprom ukr'].map(
      (q) => `/entries/titles?limit=8&near=2021-05-05&q=${encodeURIComponent(q)}`,
    ),
  },
  { what: 'type-ahead of publishers', at: ['reu', 'new', 'bbc'].map((q) => `/publishers/names?q=${q}`) },
];

/**
 * Twenty people who search and type at once, over HTTP: each asks, and pauses for a second. Prints the middle and the
 * 95th percentile of each kind.
 */
export async function benchSearch(url: string, work: string): Promise<void> {
  const token = await ready(url);
  const site = await startSite(url, path.join(work, 'search-site'));
  try {
    const rows: string[][] = [];
    for (const { what, at } of ROWS) {
      for (const one of at) await ask(site.address, token, one);
      const times = await load(site.address, token, at);
      rows.push([what, `${shown(median(times))} ms`, `${shown(percentile95(times))} ms`]);
    }
    console.log(
      `\n${PEOPLE} people search at once, over HTTP, each once a second; ${REQUESTS} requests of each kind\n`,
    );
    console.log(table(['what', 'median', '95th percentile'], rows));
  } finally {
    await site.stop();
  }
}

async function load(address: string, token: string, at: readonly string[]): Promise<number[]> {
  const times: number[] = [];
  const person = async (n: number) => {
    await pause((n * PAUSE_MS) / PEOPLE);
    for (let turn = 0; turn < REQUESTS / PEOPLE; turn += 1) {
      const began = performance.now();
      await ask(address, token, at[(n + turn) % at.length] ?? '');
      const took = performance.now() - began;
      times.push(took);
      await pause(Math.max(0, PAUSE_MS - took));
    }
  };
  await Promise.all(Array.from({ length: PEOPLE }, (_, n) => person(n)));
  return times;
}

async function ask(address: string, token: string, at: string): Promise<void> {
  const answer = await fetch(`${address}/api/v1${at}`, { headers: { authorization: `Bearer ${token}` } });
  await answer.text();
  if (!answer.ok) throw new Error(`GET ${at}: ${answer.status}`);
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** Somebody who may read, and an archive that is learned. */
async function ready(url: string): Promise<string> {
  const store = openStore(url);
  const email = 'searcher@bench.example';
  await addPerson(store, 'system', { email, name: 'Searcher', role: 'editor', password: 'a password of the bench' });
  const made = await createToken(store, 'system', { email, scopes: ['archive:read'] });
  if (!made.ok) throw new Error(made.error.code);
  await learnArchive(store);
  await store.pool.query('VACUUM ANALYZE');
  await store.close();
  return made.value.secret;
}
