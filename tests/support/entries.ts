import type { Day } from '../../lib/kernel/day.ts';
import type { EntryInput } from '../../lib/kernel/revision/revise.ts';

/** The fields of an entry in our own words, with whatever a test wants to be different. */
export function entryInput(headline: string, fields: Partial<EntryInput> = {}): EntryInput {
  return {
    day: '2031-05-06' as Day,
    topic: '',
    headline,
    summary: 'A sentence that says what happened.',
    sources: [{ name: 'Harbour Gazette', url: 'https://gazette.example/bridge' }],
    contexts: [],
    related: [],
    ...fields,
  };
}
