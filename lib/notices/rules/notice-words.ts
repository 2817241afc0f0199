import { ACCOUNT_KINDS, type NoticeKind } from '../../kernel/newsroom/recipients.ts';
import { type ReviewChange, reviewPlace } from '../../kernel/newsroom/review-item.ts';

type NoticeWords = {
  /** The kind in a list of kinds. */
  name: string;
  /** What happened, without who and what: “requested changes to what you wrote”. */
  says: string;
  /** Where there is nobody who did it. */
  alone: string;
};

const WORDS: Readonly<Record<NoticeKind, NoticeWords>> = {
  mentioned: { name: 'Mentions of me', says: 'mentioned you', alone: 'You were mentioned' },
  assigned: { name: 'Assigned to me', says: 'asked you to review', alone: 'You were asked to review' },
  'schedule-failed': {
    name: 'Failed scheduled posts',
    says: 'scheduled this post, and it failed',
    alone: 'A scheduled post failed',
  },
  'changes-requested': {
    name: 'Changes requested',
    says: 'requested changes to your work',
    alone: 'Changes to your work were requested',
  },
  withdrawn: { name: 'Withdrawn', says: 'withdrew one of your entries', alone: 'One of your entries was withdrawn' },
  approved: { name: 'Approved', says: 'approved your work', alone: 'Your work was approved' },
  'withdrawal-asked': {
    name: 'Withdrawal requests',
    says: 'asked to withdraw one of your entries',
    alone: 'Somebody asked to withdraw one of your entries',
  },
  discarded: { name: 'Discarded', says: 'discarded a change', alone: 'A change was discarded' },
  commented: { name: 'Comments', says: 'commented', alone: 'New comment' },
  submitted: {
    name: 'Submitted to me',
    says: 'submitted an entry for you to review',
    alone: 'An entry that you review was submitted',
  },
  'pulled-back': {
    name: 'Pulled back',
    says: 'pulled back an entry that you review',
    alone: 'An entry that you review was pulled back',
  },
  scheduled: {
    name: 'Scheduled',
    says: 'scheduled your work',
    alone: 'Your work was scheduled',
  },
  'schedule-cancelled': {
    name: 'Cancelled schedules',
    says: 'cancelled a scheduled post',
    alone: 'A scheduled post was cancelled',
  },
  resolved: { name: 'Resolved', says: 'resolved a discussion', alone: 'A discussion was resolved' },
  'token-made': {
    name: 'Tokens in my name',
    says: 'created a token in your name',
    alone: 'A token was created in your name',
  },
  'password-set': { name: 'Passwords set for me', says: 'set your password', alone: 'Your password was set' },
  'reset-link-made': {
    name: 'Links to reset my password',
    says: 'created a link to reset your password',
    alone: 'A link to reset your password was created',
  },
  'access-changed': {
    name: 'My access',
    says: 'changed your access',
    alone: 'Your access was changed',
  },
  'own-access-changed': {
    name: 'My own account changes',
    says: 'set a new password or changed the second factor. If this was not you, tell an admin',
    alone: 'Your password or second factor was changed. If this was not you, tell an admin',
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

/** What a notice says, as a sentence without its end: “Rui requested changes to your work”. */
export function noticeSentence(kind: NoticeKind, by: string | null): string {
  return by === null ? WORDS[kind].alone : `${by} ${WORDS[kind].says}`;
}

/** The address below the site at which a notice is dealt with; `thread` is the discussion that it is about. */
export function noticePlace({
  kind,
  entry,
  thread,
  change,
}: {
  kind: NoticeKind;
  entry: number | null;
  thread?: number | null;
  change?: ReviewChange | null;
}): string {
  if (change) return reviewPlace(change);
  if (entry === null) return ACCOUNT_KINDS.includes(kind) ? '/account' : '/notices';
  if (kind === 'assigned' || kind === 'submitted' || kind === 'pulled-back') return `/review/${entry}`;
  return `/entries/${entry}${thread ? `#thread-${thread}` : ''}`;
}
