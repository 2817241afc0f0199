import { describe, expect, test } from 'vitest';
import { afterCheck, type CheckOutcome, type KnownAddress } from '../../../lib/sources/rules/check.ts';

const URL_OF = 'https://gazette.example/a';
const START = new Date('2031-05-06T10:00:00Z');
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const NEW: KnownAddress = {
  url: URL_OF,
  status: 'unchecked',
  httpStatus: null,
  failures: 0,
  failingSince: null,
  seenAt: null,
};

const answered = (status: number, at = URL_OF): CheckOutcome => ({ kind: 'answered', status, at });
const silent: CheckOutcome = { kind: 'failed', problem: 'No answer.' };

/** One check after another, each when the one before wanted it. */
function follow(outcomes: readonly CheckOutcome[], known: KnownAddress = NEW) {
  let now = START;
  let at = known;
  return outcomes.map((outcome) => {
    const checked = afterCheck(at, outcome, now);
    const waits = checked.nextCheckAt.getTime() - now.getTime();
    now = checked.nextCheckAt;
    at = { ...at, ...checked };
    return { ...checked, waits };
  });
}

describe('a check', () => {
  test('of a page that is there', () => {
    expect(follow([answered(200)])).toMatchObject([
      { status: 'alive', httpStatus: 200, redirect: null, failures: 0, seenAt: START, waits: 30 * DAY },
    ]);
  });

  test('that ends elsewhere is redirected; http to https, www and a slash are the same page', () => {
    expect(follow([answered(200, 'https://gazette.example/')])).toMatchObject([
      { status: 'redirected', redirect: 'https://gazette.example/', seenAt: START },
    ]);
    expect(follow([answered(200, 'http://www.gazette.example/a/')])).toMatchObject([
      { status: 'alive', redirect: null },
    ]);
  });

  test('that finds it missing says so only at the second time', () => {
    expect(follow([answered(404), answered(410), answered(404)])).toMatchObject([
      { status: 'unreachable', httpStatus: 404, waits: HOUR },
      { status: 'dead', httpStatus: 410, waits: 30 * DAY },
      { status: 'dead' },
    ]);
    expect(follow([answered(404), answered(200)]).at(-1)).toMatchObject({
      status: 'alive',
      failures: 0,
      failingSince: null,
    });
    expect(follow([answered(404), silent]).at(-1)).toMatchObject({ status: 'unreachable' });
  });

  test('of a silent server: growing pauses, dead after five failures over two days', () => {
    const checks = follow([silent, silent, silent, answered(503), silent]);
    expect(checks.map(({ status }) => status)).toEqual([
      'unreachable',
      'unreachable',
      'unreachable',
      'unreachable',
      'dead',
    ]);
    expect(checks.map(({ waits }) => waits)).toEqual([HOUR, 6 * HOUR, DAY, 3 * DAY, 30 * DAY]);
  });

  test('many failures within two days kill nothing', () => {
    const known: KnownAddress = {
      ...NEW,
      status: 'unreachable',
      failures: 40,
      failingSince: new Date(START.getTime() - DAY),
    };
    expect(afterCheck(known, silent, START)).toMatchObject({ status: 'unreachable', failures: 41 });
    expect(afterCheck({ ...known, failingSince: new Date(START.getTime() - 2 * DAY) }, silent, START).status).toBe(
      'dead',
    );
  });

  test('what is dead stays dead until it answers', () => {
    const dead: KnownAddress = { ...NEW, status: 'dead', httpStatus: 404, failures: 2, failingSince: START };
    expect(afterCheck(dead, silent, START).status).toBe('dead');
    expect(afterCheck(dead, answered(200), START).status).toBe('alive');
  });

  test.each([401, 403, 405, 451, 999])('an answer %i to a machine says nothing of the page', (status) => {
    expect(follow([answered(status)])).toMatchObject([
      { status: 'refused', httpStatus: status, failures: 0, waits: 30 * DAY },
    ]);
  });

  test('too many questions: again tomorrow', () => expect(follow([answered(429)])[0]?.waits).toBe(DAY));

  test('what must not be asked is refused with the reason, and when it was seen stays known', () => {
    expect(follow([{ kind: 'refused', problem: 'Inner.' }], { ...NEW, seenAt: START })).toMatchObject([
      { status: 'refused', problem: 'Inner.', seenAt: START, waits: 30 * DAY },
    ]);
  });
});
