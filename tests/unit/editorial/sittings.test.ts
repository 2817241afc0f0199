import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type EditEvent, sittingsOf } from '../../../lib/editorial/history/sittings.ts';

const at = (minutes: number) => new Date(Date.UTC(2031, 4, 6, 12) - minutes * 60_000);
const line = (type: string, minutes: number, actor = 1, proposal = 1): EditEvent => ({
  type,
  actor,
  proposal,
  at: at(minutes),
});
const actions = (lines: EditEvent[]) =>
  sittingsOf(lines).map((sitting) => sitting.lines.map((one) => one.type).join(' '));

test('the successive saves of one person within half an hour are one, the opening among them', () => {
  expect(actions([line('submit', 0), line('save', 1), line('save', 31), line('save', 62), line('open', 70)])).toEqual([
    'submit',
    'save save',
    'save open',
  ]);
});

test('another person, another proposal and any other move end a sitting', () => {
  expect(
    actions([
      line('save', 0),
      line('save', 1, 2),
      line('save', 2, 2, 9),
      line('restore', 3, 2, 9),
      line('save', 4, 2, 9),
    ]),
  ).toEqual(['save', 'save', 'save', 'restore', 'save']);
  expect(actions([line('open', 0), line('save', 1)])).toEqual(['open', 'save']);
});

test('no line is lost or turned round', () => {
  const lines = fc.array(
    fc.record({
      type: fc.constantFrom('open', 'save', 'submit'),
      actor: fc.nat(2),
      proposal: fc.constantFrom(1, null),
      at: fc.nat(600).map(at),
    }),
    {
      maxLength: 40,
    },
  );
  fc.assert(
    fc.property(lines, (given) => {
      const sittings = sittingsOf(given);
      expect(sittings.flatMap((sitting) => sitting.lines)).toEqual(given);
      for (const { newest, oldest, lines: own } of sittings) expect([newest, oldest]).toEqual([own[0], own.at(-1)]);
    }),
  );
});
