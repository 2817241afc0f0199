import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitTitle, titleOf } from '../../../lib/layout/title.ts';
import { texts } from './arbitraries.ts';

describe('splitTitle (the layout, "Event page", TITLE)', () => {
  it.each([
    ['Cold spell:The lake freezes.', 'Cold spell'],
    ['Harbour Cup 2014:The draw is made.', 'Harbour Cup 2014'],
    ['2011 Lake earthquake:300 people are missing.', '2011 Lake earthquake'],
    ['Shutdown of 2013:U.S. offices close.', 'Shutdown of 2013'],
    ['U.S. “ferry cliff” debate:No vote.', 'U.S. “ferry cliff” debate'],
    ['G20:Leaders meet.', 'G20'],
    [' Upper/Lower:In the towns, ice.', ' Upper/Lower'],
    ['Lake:Ice: a history', 'Lake'],
    ['Cup (final):Upper wins.', 'Cup (final)'],
  ])('%j has the topic %j', (title, topic) => {
    expect(splitTitle(title)).toEqual({ topic, headline: title.slice(topic.length + 1) });
  });

  it.each([
    'No colon at all.',
    ' Lake: The ice is back.',
    'Lake:: The ice is back.',
    'Lake:',
    ':The ice is back.',
    ' :The ice is back.',
    '(:The ice',
    '2014:The ice',
    'A:The ice',
    `${'Long-'.repeat(25)}word:The end.`,
    'The ferry leaves at 3:26 PM.',
    'A curfew from 10:00pm until dawn.',
    'Upper beat Lower 29:24 in the final.',
    'A child dies of E. coli O104:H4 in Upper.',
    'It said http://x.example was down.',
    'The ferry stops.{{Fact|date=May:June}} Ice.',
    'The ferry stops for good. P:GW',
    'Mosques were attacked. See:May 2010 attacks',
    'The ship is new (called:Rabbit) and fast.',
    'She said "never:Ever" twice.',
    'A film about :Ice opens.',
    'In Upper, prosecutors name :de:Someone.',
    'lower case:and more of it',
    `${'A long sentence about the lake and its ice '.repeat(3)}:The end.`,
    'A b c d e f g h i j k l m n o:The end.',
    "The ''Lake:Ice'' opens.",
  ])('%j has none', (title) => {
    expect(splitTitle(title)).toEqual({ topic: '', headline: title });
  });

  it('loses nothing', () => {
    fc.assert(
      fc.property(fc.tuple(texts, texts), ([a, b]) => {
        for (const title of [a, `${a}:${b}`]) {
          const { topic, headline } = splitTitle(title);
          expect(titleOf(topic, headline)).toBe(title);
          if (topic) expect(topic.trim() && headline.trim()).not.toBe('');
        }
      }),
      { numRuns: 1000 },
    );
  });
});
