import type { PersonId } from '../ids.ts';

/** Why somebody is told of a fact, the strongest reason first. */
export const NOTICE_KINDS = [
  'mentioned',
  'assigned',
  'schedule-failed',
  'sent-back',
  'withdrawn',
  'approved',
  'withdrawal-asked',
  'discarded',
  'commented',
  'submitted',
  'pulled-back',
  'scheduled',
  'schedule-cancelled',
  'resolved',
  'followed',
] as const;

export type NoticeKind = (typeof NOTICE_KINDS)[number];

/** A fact with everybody whom it may concern. */
export type FactToTell = {
  verb: string;
  /** Who did it; undefined where the archive did. */
  actor: PersonId | undefined;
  /** Whoever wrote any part of the proposal; of a withdrawal, whoever asked for it. */
  authors: readonly PersonId[];
  /** Whoever wrote any part of what readers see, or saw last. */
  writers: readonly PersonId[];
  /** Whom the review was given to. */
  assignee: PersonId | undefined;
  /** Whoever wrote in the thread before. */
  commenters: readonly PersonId[];
  followers: readonly PersonId[];
  /** Whom the comment names. */
  mentions: readonly PersonId[];
  /** Whom an assignment gives the review to. */
  assignedTo: PersonId | undefined;
};

/** One person, told for one reason. */
export type Told = { person: PersonId; kind: NoticeKind };

type Said = readonly (readonly [NoticeKind, readonly (PersonId | undefined)[]])[];

/** Who hears of each verb, and as what. A verb that is not here is told to nobody: what waits for review stands in the queue. */
const HEARS: Readonly<Record<string, (fact: FactToTell) => Said>> = {
  submit: ({ assignee, followers }) => [
    ['submitted', [assignee]],
    ['followed', followers],
  ],
  'pull-back': ({ assignee }) => [['pulled-back', [assignee]]],
  discard: ({ authors, assignee, followers }) => [
    ['discarded', [...authors, assignee]],
    ['followed', followers],
  ],
  'request-changes': ({ authors }) => [['sent-back', authors]],
  approve: ({ authors, followers }) => [
    ['approved', authors],
    ['followed', followers],
  ],
  'ask-withdrawal': ({ writers, followers }) => [
    ['withdrawal-asked', writers],
    ['followed', followers],
  ],
  withdraw: ({ authors, writers, followers }) => [
    ['approved', authors],
    ['withdrawn', writers],
    ['followed', followers],
  ],
  restore: ({ writers, followers }) => [['followed', [...writers, ...followers]]],
  comment: ({ mentions, authors, assignee, commenters }) => [
    ['mentioned', mentions],
    ['commented', [...authors, assignee, ...commenters]],
  ],
  resolve: ({ commenters }) => [['resolved', commenters]],
  assign: ({ assignedTo }) => [['assigned', [assignedTo]]],
  schedule: ({ authors }) => [['scheduled', authors]],
  'cancel-schedule': ({ authors, assignee }) => [['schedule-cancelled', [...authors, assignee]]],
  'schedule-failed': ({ actor, authors }) => [['schedule-failed', [actor, ...authors]]],
};

/**
 * Who is told of a fact, each person once and for the strongest reason. Never whoever did it: only a schedule that failed
 * is told to whoever set it, since nobody did that.
 */
export function whoIsTold(fact: FactToTell): Told[] {
  const hears = Object.hasOwn(HEARS, fact.verb) ? HEARS[fact.verb] : undefined;
  if (!hears) return [];
  const reasons = new Map<PersonId, NoticeKind>();
  for (const [kind, people] of hears(fact)) {
    for (const person of people) {
      if (person === undefined || (person === fact.actor && kind !== 'schedule-failed')) continue;
      const before = reasons.get(person);
      if (before === undefined || isStronger(kind, before)) reasons.set(person, kind);
    }
  }
  return [...reasons].map(([person, kind]) => ({ person, kind }));
}

function isStronger(one: NoticeKind, other: NoticeKind): boolean {
  return NOTICE_KINDS.indexOf(one) < NOTICE_KINDS.indexOf(other);
}
