import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nearness } from '../../../lib/kernel/newsroom/nearness.ts';
import { differences } from '../../../lib/kernel/text/spelling.ts';

test.each([
  ['cyberattack', 'cyber attack', 'same-letters'],
  ['asia-pacific', 'asia pacific', 'same-letters'],
  ['united states department of state', 'department of state (united states)', 'same-words'],
  ['house of commons of canada', 'house of commons (canada)', 'same-words'],
  ['blood clot', 'blood clots', 'plural'],
  ['embassy', 'embassies', 'plural'],
  ['mohammad bin salman', 'mohammed bin salman', 'spelling'],
  ['nationalization', 'nationalisation', 'spelling'],
])('%s and %s look like one: %s', (a, b, reason) => {
  expect(nearness(a, b)?.reason).toBe(reason);
  expect(nearness(b, a)).toEqual(nearness(a, b));
});

test.each([
  ['iran', 'iraq'],
  ['minister of foreign affairs (iran)', 'minister of foreign affairs (iraq)'],
  ['kabul province', 'zabul province'],
  ['government of uganda', 'government of rwanda'],
  ['nba all-star game', 'wnba all-star game'],
  ['2016 summer olympics', '2012 summer olympics'],
  ['north korea', 'south korea'],
  ['vice president of the united states', 'president of the united states'],
  ['', 'harbour'],
])('%s and %s are two', (a, b) => {
  expect(nearness(a, b)).toBeUndefined();
});

test('two letters that changed places are one slip', () => {
  expect(nearness('untied states', 'united states')).toMatchObject({ reason: 'spelling' });
});

test('a distance is the same both ways, none for one text, and never more than the longer one', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 12 }), fc.string({ maxLength: 12 }), (a, b) => {
      expect(differences(a, b)).toBe(differences(b, a));
      expect(differences(a, a)).toBe(0);
      expect(differences(a, b)).toBeLessThanOrEqual(Math.max([...a].length, [...b].length));
    }),
  );
});
