import { describe, expect, it } from 'vitest';
import { readyText } from '../../../components/entry-editor/form/entry-rules.ts';
import type { EntryFields } from '../../../lib/editorial/entries/contract/entry.ts';

const FIELDS: EntryFields = {
  day: '2013-01-19',
  topic: '',
  headline: 'A bridge opens',
  summary: '',
  sources: [],
  contexts: [],
  related: [],
};
const ready = (fields: Partial<EntryFields>) => readyText({ ...FIELDS, ...fields }, { text: undefined });

describe('what can be saved of a half-written form', () => {
  it('is what the schema makes of it', () => {
    expect(ready({ headline: '  A bridge opens ' })).toEqual({ output: FIELDS });
  });

  it('leaves out a source row without a word in it', () => {
    const pier = { name: 'Pier News', url: 'https://pier.example/1' };
    expect(ready({ sources: [{ name: '', url: ' ' }, pier] })).toEqual({ output: { ...FIELDS, sources: [pier] } });
  });

  it.each<[Partial<EntryFields>, string]>([
    [{ headline: ' ' }, 'Headline is empty.'],
    [{ day: '2013-02-3' }, 'Day is not a valid day. Use YYYY-MM-DD.'],
    [
      {
        sources: [
          { name: '', url: '' },
          { name: 'Pier News', url: 'https:' },
        ],
      },
      'The address of source 2 is not a web address. It must begin with http:// or https://.',
    ],
    [{ sources: [{ name: '', url: 'https://pier.example/1' }] }, 'The publisher of source 1 is empty.'],
  ])('says of %j what it lacks', (fields, lacks) => {
    expect(ready(fields)).toEqual({ lacks });
  });

  it('keeps to the rules of a save: a headline that is too long waits', () => {
    expect(ready({ headline: 'x'.repeat(2_000) })).toEqual({
      lacks: expect.stringContaining('Headline is 2000 characters long'),
    });
  });
});
