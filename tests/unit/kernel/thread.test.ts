import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { EntryId, PersonId, ProposalId, RevisionId } from '../../../lib/kernel/ids.ts';
import { mentionsIn, partsOf, withIds } from '../../../lib/kernel/newsroom/mentions.ts';
import {
  LONGEST_COMMENT,
  MOST_MENTIONS,
  reply,
  say,
  setResolved,
  type Thread,
} from '../../../lib/kernel/newsroom/thread.ts';

const THREAD: Thread = {
  id: 1,
  entry: 1 as EntryId,
  proposal: 1 as ProposalId,
  revision: 1 as RevisionId,
  field: 'summary',
  isResolved: false,
  isOpenWork: true,
};

describe('a comment', () => {
  test('is kept trimmed, with whom it calls, each once', () => {
    expect(say('  Which dock? @[3] @[12] @[3] ')).toEqual({
      ok: true,
      value: { text: 'Which dock? @[3] @[12] @[3]', mentions: [3, 12] },
    });
  });

  test.each([
    ['', 'is empty'],
    [' \n', 'is empty'],
    ['x'.repeat(LONGEST_COMMENT + 1), 'characters long'],
    [Array.from({ length: MOST_MENTIONS + 1 }, (_, i) => `@[${i + 1}]`).join(' '), 'mentions'],
  ])('is refused', (text, words) => {
    expect(say(text)).toMatchObject({
      ok: false,
      error: { code: 'invalid', fields: [{ field: 'text', message: expect.stringContaining(words) }] },
    });
  });

  test('of the longest length is taken', () => expect(say('x'.repeat(LONGEST_COMMENT)).ok).toBe(true));

  test('on a proposal that was decided is refused; so is settling it', () => {
    const over = { ...THREAD, isOpenWork: false };
    expect(reply(over, 'Yes.')).toEqual({ ok: false, error: { code: 'thread-over' } });
    expect(setResolved(over, 'resolved')).toEqual({ ok: false, error: { code: 'thread-over' } });
  });
});

describe('a thread', () => {
  test.each([
    [false, 'resolved', { ok: true, value: { resolved: true } }],
    [true, 'open', { ok: true, value: { resolved: false } }],
    [true, 'resolved', { ok: false, error: { code: 'thread-resolved', resolved: true } }],
    [false, 'open', { ok: false, error: { code: 'thread-resolved', resolved: false } }],
  ] as const)('resolved: %s, to %s', (isResolved, to, outcome) =>
    expect(setResolved({ ...THREAD, isResolved }, to)).toEqual(outcome),
  );
});

describe('mentions', () => {
  test('an id beyond what a row can have calls nobody', () =>
    expect(mentionsIn('@[9999999999] @[0] @[x] @[7]')).toEqual([7]));

  test('names that were chosen become ids, the longest name first; an @ that was not chosen stays', () => {
    const chosen = new Map([
      ['Rita', 1 as PersonId],
      ['Rita Reviewer', 2 as PersonId],
    ]);
    expect(withIds('@Rita Reviewer and @Rita, mail me@Rivera.example', chosen)).toBe(
      '@[2] and @[1], mail me@Rivera.example',
    );
  });

  test('the parts of a text are the text', () => {
    const part = fc.oneof(
      fc.string(),
      fc.integer({ min: 1, max: 2_000_000_000 }).map((id) => `@[${id}]`),
    );
    fc.assert(
      fc.property(fc.array(part), (parts) => {
        const text = parts.join('');
        const whole = partsOf(text)
          .map((one) => (typeof one === 'string' ? one : `@[${one.person}]`))
          .join('');
        expect(whole).toBe(text);
        expect(
          partsOf(text)
            .flatMap((one) => (typeof one === 'string' ? [] : [one.person]))
            .filter((id, i, all) => all.indexOf(id) === i && id <= 2_147_483_647),
        ).toEqual(mentionsIn(text));
      }),
    );
  });
});
