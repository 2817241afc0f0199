import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  AUDIT_EVENT_TYPES,
  changeOf,
  eventName,
  historyWords,
  readEvent,
  recipientsOf,
  webhookOf,
} from '../../../lib/audit/events.ts';
import type { PersonId } from '../../../lib/kernel/ids.ts';
import { AUDIT_TOPICS } from '../../../lib/kernel/newsroom/audit-topics.ts';
import { mailDueAt } from '../../../lib/kernel/newsroom/mail-times.ts';
import { type ConcernedPeople, NOTICE_KINDS, type NoticeKind } from '../../../lib/kernel/newsroom/recipients.ts';
import { noticePlace, noticeSentence } from '../../../lib/notices/rules/notice-words.ts';

const id = (n: number) => n as PersonId;
const [wilma, rolf, anna, nina, otto] = [id(1), id(2), id(3), id(4), id(5)];

/** A stored entry, the people around it, and those whom its details name. */
type Stored = ConcernedPeople & {
  type: string;
  mentions: PersonId[];
  assignedTo: PersonId | undefined;
  about?: PersonId | undefined;
};

function stored(type: string, more: Partial<Stored> = {}): Stored {
  return {
    type,
    actor: rolf,
    authors: [wilma],
    writers: [otto],
    assignee: undefined,
    commenters: [],
    followers: [],
    mentions: [],
    assignedTo: undefined,
    ...more,
  };
}

/** Details that hold whatever any of these entries needs. */
const details = ({ mentions, assignedTo, about }: Stored) => ({
  ...{
    revision: 1,
    hash: 'a',
    publication: 1,
    of: 1,
    at: '2031-05-06T12:00:00.000Z',
    problem: 'text-changed',
    thread: 1,
    comment: 1,
    field: 'summary',
  },
  ...{
    day: '2031-05-06',
    content: 'a',
    token: '1',
    scopes: 'read',
    role: 'reviewer',
    mentions,
    to: assignedTo ?? null,
    person: about ?? 9,
  },
});

/** What the entries need that are told to webhooks and nobody else. */
const MORE = { context: 1, change: 1, asked: {}, askedBy: 1, proposal: 1, path: 'about.md' };

const recipients = (given: Stored) => recipientsOf(readEvent(given.type, details(given)), given);
const told = (given: Stored) => Object.fromEntries(recipients(given).map(({ person, kind }) => [person, kind]));

describe('who is told', () => {
  test.each<[string, Partial<Stored>, Record<number, NoticeKind>]>([
    ['approve', { followers: [nina] }, { 1: 'approved', 4: 'followed' }],
    ['request-changes', { followers: [nina] }, { 1: 'changes-requested' }],
    ['submit', { actor: wilma, assignee: rolf, followers: [nina] }, { 2: 'submitted', 4: 'followed' }],
    ['submit', { actor: wilma }, {}],
    ['pull-back', { actor: wilma, assignee: rolf }, { 2: 'pulled-back' }],
    ['discard', { actor: wilma, authors: [wilma, anna], assignee: rolf }, { 2: 'discarded', 3: 'discarded' }],
    ['ask-withdrawal', { actor: anna, authors: [anna] }, { 5: 'withdrawal-asked' }],
    ['withdraw', { authors: [anna] }, { 3: 'approved', 5: 'withdrawn' }],
    ['withdraw', { authors: [otto] }, { 5: 'withdrawn' }],
    [
      'comment',
      { mentions: [nina, wilma], commenters: [anna, rolf] },
      { 1: 'mentioned', 3: 'commented', 4: 'mentioned' },
    ],
    ['resolve', { commenters: [anna, rolf] }, { 3: 'resolved' }],
    ['assign', { assignedTo: anna }, { 3: 'assigned' }],
    ['assign', { assignedTo: rolf }, {}],
    ['assign', {}, {}],
    ['schedule', {}, { 1: 'scheduled' }],
    ['cancel-schedule', { assignee: anna }, { 1: 'schedule-cancelled', 3: 'schedule-cancelled' }],
    ['schedule-failed', {}, { 1: 'schedule-failed', 2: 'schedule-failed' }],
    ['restore', { followers: [nina, rolf] }, { 4: 'followed', 5: 'followed' }],
    ['sign-off', { followers: [nina] }, {}],
    ['save', { followers: [nina] }, {}],
    ['create-token', { about: wilma }, { 1: 'token-made' }],
    ['create-token', { about: rolf }, {}],
    ['set-password', { about: wilma }, { 1: 'password-set' }],
    ['make-reset-link', { about: wilma }, { 1: 'reset-link-made' }],
    ['set-role', { about: wilma }, { 1: 'access-changed' }],
    ['enable-person', { about: wilma }, { 1: 'access-changed' }],
    ['disable-totp', { about: wilma }, { 1: 'access-changed' }],
    ['disable-totp', { about: rolf }, { 2: 'own-access-changed' }],
    ['enable-totp', { about: rolf }, { 2: 'own-access-changed' }],
    ['change-password', { about: rolf }, { 2: 'own-access-changed' }],
    ['reset-password', { about: rolf }, { 2: 'own-access-changed' }],
    ['__proto__', { followers: [nina] }, {}],
    ['constructor', { followers: [nina] }, {}],
  ])('%s %o', (type, more, expected) => {
    expect(told(stored(type, more))).toEqual(expected);
  });

  const person = fc.integer({ min: 1, max: 6 }).map(id);
  const people = fc.array(person, { maxLength: 6 });
  const anyFact = fc.record<Stored>({
    type: fc.constantFrom(
      'submit',
      'pull-back',
      'discard',
      'request-changes',
      'approve',
      'withdraw',
      'ask-withdrawal',
      'comment',
      'resolve',
      'assign',
      'schedule',
      'cancel-schedule',
      'schedule-failed',
      'sign-off',
      'restore',
      'else',
    ),
    actor: fc.option(person, { nil: undefined }),
    authors: people,
    writers: people,
    assignee: fc.option(person, { nil: undefined }),
    commenters: people,
    followers: people,
    mentions: people,
    assignedTo: fc.option(person, { nil: undefined }),
  });

  test('nobody is told twice, nor of their own doing, nor without being concerned', () => {
    fc.assert(
      fc.property(anyFact, (given) => {
        const list = recipients(given);
        expect(new Set(list.map((one) => one.person)).size).toBe(list.length);
        if (given.type !== 'schedule-failed') expect(list.map((one) => one.person)).not.toContain(given.actor);
        const near = [
          given.actor,
          given.assignee,
          given.assignedTo,
          ...given.authors,
          ...given.writers,
          ...given.commenters,
          ...given.followers,
          ...given.mentions,
        ];
        for (const { person: who, kind } of list) {
          expect(near).toContain(who);
          expect(NOTICE_KINDS).toContain(kind);
        }
      }),
    );
  });

  test('more reasons never make a weaker notice', () => {
    fc.assert(
      fc.property(anyFact, person, (given, who) => {
        const strength = (of: Stored) => {
          const kind = recipients(of).find((one) => one.person === who)?.kind;
          return kind === undefined ? NOTICE_KINDS.length : NOTICE_KINDS.indexOf(kind);
        };
        const closer = {
          ...given,
          mentions: [...given.mentions, who],
          authors: [...given.authors, who],
          followers: [...given.followers, who],
        };
        expect(strength(closer)).toBeLessThanOrEqual(strength(given));
      }),
    );
  });
});

const topicOf = (type: string) => webhookOf(readEvent(type, { ...details(stored(type)), ...MORE }))?.topic;

describe('topics of webhooks', () => {
  test('a type that is told has one; another has none', () => {
    expect([topicOf('submit'), topicOf('request-changes'), topicOf('schedule-failed')]).toEqual([
      'proposal.submitted',
      'proposal.changes-requested',
      'schedule.failed',
    ]);
    expect([topicOf('save'), topicOf('__proto__'), topicOf('toString')]).toEqual([undefined, undefined, undefined]);
  });

  test('every topic is told of some event', () => {
    expect([...AUDIT_TOPICS].filter((topic) => !AUDIT_EVENT_TYPES.some((type) => topicOf(type) === topic))).toEqual([]);
  });
});

describe('when mail is due', () => {
  test.each([
    ['each', '2031-05-06T07:59:59.500Z', '2031-05-06T08:01:59.500Z'],
    ['daily', '2031-05-06T07:59:59.999Z', '2031-05-06T08:00:00.000Z'],
    ['daily', '2031-05-06T08:00:00.000Z', '2031-05-07T08:00:00.000Z'],
    ['daily', '2031-12-31T23:00:00.000Z', '2032-01-01T08:00:00.000Z'],
    ['none', '2031-05-06T07:00:00.000Z', undefined],
  ] as const)('%s at %s', (wanted, now, due) => {
    expect(mailDueAt(wanted, new Date(now))?.toISOString()).toBe(due);
  });

  test('a daily mail is never more than a day off, and always at eight', () => {
    fc.assert(
      fc.property(fc.date({ min: new Date('2001-01-01'), max: new Date('2099-01-01'), noInvalidDate: true }), (now) => {
        const due = mailDueAt('daily', now) as Date;
        const wait = due.getTime() - now.getTime();
        expect(wait > 0 && wait <= 86_400_000).toBe(true);
        expect(due.toISOString()).toMatch(/T08:00:00\.000Z$/);
      }),
    );
  });
});

test('every kind has words and a place', () => {
  for (const kind of NOTICE_KINDS) {
    expect(noticeSentence(kind, 'Rui')).toMatch(/^Rui \w/);
    expect(noticeSentence(kind, null)).toMatch(/^[A-Z]/);
    expect(noticePlace({ kind, entry: 7 })).toMatch(/^\/(entries|review)\/7$/);
  }
  expect(noticePlace({ kind: 'commented', entry: 7, thread: 3 })).toBe('/entries/7#thread-3');
  expect(noticePlace({ kind: 'approved', entry: null })).toBe('/notices');
});

describe('an entry that is read back', () => {
  test.each([
    ['a type of another version', 'fly-away', { to: 'the moon' }],
    ['details of another version', 'assign', { to: 'Rui' }],
    ['a name that every object has', 'constructor', {}],
  ])('is given back plainly with %s', (_, type, detail) => {
    const event = readEvent(type, { ...detail, hands: [3, 'x'] });
    expect(event).toEqual({ type: 'unknown', stored: type, payload: detail, hands: [3] });
    expect([
      recipientsOf(event, stored(type)),
      webhookOf(event),
      historyWords(event, { to: null, saves: 1 }),
      changeOf(event),
    ]).toEqual([[], undefined, type, null]);
  });

  test.each([null, 7, 'x', [1]])('never throws, not even over %o', (detail) => {
    expect(readEvent('submit', detail)).toMatchObject({ type: 'unknown', stored: 'submit' });
  });

  test('has its details, and apart from them who else held what was come in with', () => {
    expect(readEvent('submit', { revision: 4, hands: [2] })).toEqual({
      type: 'submit',
      payload: { revision: 4 },
      hands: [2],
    });
  });

  test('is called what the audit page calls it, known or not', () => {
    expect(['sign-off', 'pull-back', 'fly-away'].map(eventName)).toEqual(['Sign off day', 'Pull back', 'Fly away']);
  });
});
