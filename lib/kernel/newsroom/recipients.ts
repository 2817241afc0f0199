import type { PersonId } from '../ids.ts';

/** Why somebody is notified of an audit event, the strongest reason first. */
export const NOTICE_KINDS = [
  'mentioned',
  'assigned',
  'schedule-failed',
  'changes-requested',
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
  'token-made',
  'password-set',
  'reset-link-made',
  'access-changed',
  'own-access-changed',
  'followed',
] as const;

export type NoticeKind = (typeof NOTICE_KINDS)[number];

/**
 * What happened to somebody's own account: it is mailed however little mail they want, since whoever got in could have
 * changed that.
 */
export const ACCOUNT_KINDS: readonly NoticeKind[] = [
  'token-made',
  'password-set',
  'reset-link-made',
  'access-changed',
  'own-access-changed',
];

/** The people whom an audit event may concern. */
export type ConcernedPeople = {
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
};

/** One person, notified for one reason. */
export type Recipient = { person: PersonId; kind: NoticeKind };

/** People by the reason for which each of them is notified. */
export type NoticeReasons = readonly (readonly [NoticeKind, readonly (PersonId | undefined)[]])[];

/** Sent also to whoever did it: nobody did the one, and the other may have been somebody else. */
const TO_THE_ACTOR: readonly NoticeKind[] = ['schedule-failed', 'own-access-changed'];

/** Each person once and for the strongest reason. Never whoever did it, but for what `TO_THE_ACTOR` names. */
export function recipientsFor(reasons: NoticeReasons, actor: PersonId | undefined): Recipient[] {
  const strongest = new Map<PersonId, NoticeKind>();
  for (const [kind, people] of reasons) {
    for (const person of people) {
      if (person === undefined || (person === actor && !TO_THE_ACTOR.includes(kind))) continue;
      const before = strongest.get(person);
      if (before === undefined || isStronger(kind, before)) strongest.set(person, kind);
    }
  }
  return [...strongest].map(([person, kind]) => ({ person, kind }));
}

function isStronger(one: NoticeKind, other: NoticeKind): boolean {
  return NOTICE_KINDS.indexOf(one) < NOTICE_KINDS.indexOf(other);
}
