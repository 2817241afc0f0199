import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Day } from '../../lib/kernel/day.ts';

/** A line of the corpus. */
export type CorpusEntry = {
  date: Day;
  headline: string;
  topics: string[];
  contexts?: string[];
  sources?: { publisher: string; url: string }[];
};

/** The entries of a file of the corpus. */
export function corpusEntries(corpus: string, name: 'events-2020-2022' | 'events-2002-2026'): CorpusEntry[] {
  const text = gunzipSync(readFileSync(path.join(corpus, `${name}.jsonl.gz`))).toString('utf8');
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as CorpusEntry);
}

/** The innermost topic of an entry; undefined where it has none. */
export function innermost(entry: CorpusEntry): string | undefined {
  return entry.topics.at(-1);
}
