import { writeFileSync } from 'node:fs';
import { dayOf, nextDay } from '../../lib/kernel/day.ts';

const PLACES = [
  'Avila',
  'Sél',
  'Loma',
  'Port Miró',
  'Upper Town, Avila',
  'Karst',
  'Ondine',
  'Halden Bay',
  'Ferro',
  'Quill',
];
const THINGS = [
  'harbour',
  'ferry',
  'dam',
  'observatory',
  'tram line',
  'parliament',
  'orchard',
  'lighthouse',
  'archive',
  'market',
  'railway',
  'library',
];
const VERBS = [
  'opens',
  'closes',
  'is restored',
  'is put to a vote',
  'is flooded',
  'is lit again',
  'moves',
  'is measured',
  'is given a new name',
  'is visited by thousands',
];
const PER_DAY = 18;

/** Entries of our own words as JSON lines, the same ones for the same count: for a bench without a corpus. */
export function writeSyntheticEntries(file: string, count: number): void {
  const lines: string[] = [];
  let day = dayOf(2030, 1, 1);
  for (let i = 0; i < count && day; i += 1) {
    const [place, thing, verb] = [pick(PLACES, i * 7), pick(THINGS, i * 5), pick(VERBS, i * 3)];
    const contexts = [place, `${thing}s of ${pick(PLACES, i)}`, `Region ${i % 400}`, `Affair ${Math.floor(i / 6)}`];
    const sources = [{ publisher: `Gazette ${i % 40}`, url: `https://gazette.example/${i}` }];
    lines.push(
      JSON.stringify({
        date: day,
        headline: `The ${thing} of ${place} ${verb} after ${1 + (i % 300)} days of argument about its cost`,
        contexts: [...new Set(contexts)],
        sources,
      }),
    );
    if (i % PER_DAY === PER_DAY - 1) day = nextDay(day);
  }
  writeFileSync(file, `${lines.join('\n')}\n`);
}

function pick(words: readonly string[], n: number): string {
  return words[n % words.length] ?? '';
}
