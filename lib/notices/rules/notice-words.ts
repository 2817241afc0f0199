import { ACCOUNT_KINDS, type NoticeKind } from '../../kernel/newsroom/recipients.ts';
import { type ReviewChange, reviewPlace } from '../../kernel/newsroom/review-item.ts';

type Words = {
  /** The kind in a list of kinds. */
  name: string;
  /** What happened, without who and what: “sent back what you wrote”. */
  says: string;
  /** Where there is nobody who did it. */
  alone: string;
};

const WORDS: Readonly<Record<NoticeKind, Words>> = {
  mentioned: { name: 'Mentions of me', says: 'mentioned you', alone: 'You were mentioned' },
  assigned: { name: 'Assigned to me', says: 'asked you for the review', alone: 'You were asked for the review' },
  'schedule-failed': {
    name: 'Planned publications that failed',
    says: 'planned this publication, and it failed',
    alone: 'A planned publication failed',
  },
  'sent-back': { name: 'Sent back', says: 'sent your proposal back', alone: 'Your proposal was sent back' },
  withdrawn: { name: 'Withdrawn', says: 'had a page of yours withdrawn', alone: 'A page of yours was withdrawn' },
  approved: { name: 'Approved', says: 'approved your proposal', alone: 'Your proposal was approved' },
  'withdrawal-asked': {
    name: 'Withdrawals asked for',
    says: 'asks to withdraw a page of yours',
    alone: 'Somebody asks to withdraw a page of yours',
  },
  discarded: { name: 'Discarded', says: 'discarded a proposal', alone: 'A proposal was discarded' },
  commented: { name: 'Comments', says: 'commented', alone: 'There is a comment' },
  submitted: {
    name: 'Submitted to me',
    says: 'submitted what you were asked to review',
    alone: 'What you were asked to review was submitted',
  },
  'pulled-back': {
    name: 'Pulled back',
    says: 'pulled back what you were asked to review',
    alone: 'What you were asked to review was pulled back',
  },
  scheduled: {
    name: 'Planned',
    says: 'approved your proposal for later',
    alone: 'Your proposal was approved for later',
  },
  'schedule-cancelled': {
    name: 'Plans called off',
    says: 'called off a planned publication',
    alone: 'A planned publication was called off',
  },
  resolved: { name: 'Resolved', says: 'resolved a discussion', alone: 'A discussion was resolved' },
  'token-made': {
    name: 'Tokens in my name',
    says: 'made a token in your name',
    alone: 'A token was made in your name',
  },
  'password-set': { name: 'Passwords set for me', says: 'set your password', alone: 'Your password was set' },
  'reset-link-made': {
    name: 'Links to my password',
    says: 'made a link that sets your password',
    alone: 'A link that sets your password was made',
  },
  'access-changed': {
    name: 'My access',
    says: 'changed how you get in or what you may do',
    alone: 'How you get in or what you may do was changed',
  },
  'own-access-changed': {
    name: 'Changes of my own',
    says: 'set a new password or changed the second factor. If that was not you, tell an admin',
    alone: 'Your password or second factor was changed. If that was not you, tell an admin',
  },
  followed: {
    name: 'What I follow',
    says: 'changed an entry that you follow',
    alone: 'An entry that you follow changed',
  },
};

/** The kind as a list of kinds names it: “Sent back”. */
export function kindName(kind: NoticeKind): string {
  return WORDS[kind].name;
}

/** What a notice tells, as a sentence without its end: “Rui sent your proposal back”. */
export function noticeSentence(kind: NoticeKind, by: string | null): string {
  return by === null ? WORDS[kind].alone : `${by} ${WORDS[kind].says}`;
}

/** The address below the site at which a notice is dealt with; `thread` is the discussion that it is about. */
export function noticePlace({
  kind,
  event,
  thread,
  change,
}: {
  kind: NoticeKind;
  event: number | null;
  thread?: number | null;
  change?: ReviewChange | null;
}): string {
  if (change) return reviewPlace(change);
  if (event === null) return ACCOUNT_KINDS.includes(kind) ? '/account' : '/notices';
  if (kind === 'assigned' || kind === 'submitted' || kind === 'pulled-back') return `/review/${event}`;
  return `/entries/${event}${thread ? `#thread-${thread}` : ''}`;
}
