import type { EntryFields } from '#lib/editorial/entries/contract/entry.ts';
import { parseDay } from '#lib/kernel/day.ts';

/** What the API is asked about an entry that is being written. */
export type SuggestQuestion = { date: string; headline: string; summary: string; contexts: number[]; urls: string[] };

/** Fewer characters than these say nothing yet. */
const FEWEST_CHARACTERS = 3;
const LONGEST_ADDRESS = 2000;

/** What there is to ask of a form; undefined while too little is in it. */
export function questionOf(fields: EntryFields): SuggestQuestion | undefined {
  const [headline, summary] = [fields.headline.trim(), fields.summary.trim()];
  const date = parseDay(fields.day);
  if (!date || headline.length + summary.length < FEWEST_CHARACTERS) return undefined;
  const urls = fields.sources
    .map(({ url }) => url.trim())
    .filter((url) => URL.canParse(url) && url.length <= LONGEST_ADDRESS);
  return { date, headline, summary, contexts: [...fields.contexts], urls };
}

/** Whether two questions are about the same words of the same day, whatever was chosen for them meanwhile. */
export function sameWords(a: SuggestQuestion | undefined, b: SuggestQuestion | undefined): boolean {
  return a?.date === b?.date && a?.headline === b?.headline && a?.summary === b?.summary;
}
