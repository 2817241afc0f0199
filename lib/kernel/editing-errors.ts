import type { MergeProblem } from './app-error.ts';
import type { ErrorWordings } from './error-wording.ts';
import { farAheadWords } from './far-day.ts';

const MERGE_PROBLEMS: Readonly<Record<MergeProblem, string>> = {
  itself: 'This is the same entry. Choose another one.',
  'not-published': 'The entry to keep is not published. Merge into a published entry.',
  'change-open': 'The entry to keep has another pending change. Approve or discard it first, then merge.',
  'other-change-open':
    'The entry to merge has a pending change that would be lost. Approve or discard it first, then merge.',
  'other-gone': 'The entry to merge is already withdrawn or discarded.',
};

const FAR_DAY_REMEDY =
  'To publish it anyway, confirm the date: “farDayConfirmed”: true in the API, --far-days on the command line.';

/** The words of errors about entries and pages, changes to them, comments, and the order of a day. */
export const EDITING_ERRORS = {
  'own-work': {
    kind: 'forbidden',
    title: 'Second person required',
    say: () => 'You wrote part of this change, so somebody else has to approve it.',
  },
  'lent-access': {
    kind: 'forbidden',
    title: 'Second person required',
    say: () =>
      'An author of this change created the token you use, or set the password you signed in with, and could act ' +
      'in your name. ' +
      'Use a token that somebody else created, or request a new password yourself on the sign-in page.',
  },
  'not-yours': {
    kind: 'forbidden',
    title: 'Not your change',
    say: () => 'Only an author of this change can do that.',
  },
  'wrong-state': {
    kind: 'conflict',
    title: 'Not possible in this status',
    say: (r) => `A change that is ${r.state} cannot be ${r.action}. Reload to see its status.`,
  },
  'no-open-proposal': {
    kind: 'conflict',
    title: 'No open change',
    say: () => 'This entry has no draft or pending change. Edit and save it to start one.',
  },
  'nothing-changed': {
    kind: 'conflict',
    title: 'Nothing changed',
    say: () => 'The change is identical to the published entry. Edit something, or discard it.',
  },
  'text-changed': {
    kind: 'conflict',
    title: 'The text changed',
    say: () => 'The text changed after you opened it. Read it again before you decide.',
  },
  'stale-base': {
    kind: 'conflict',
    title: 'The published entry has changed',
    say: () =>
      'Another revision was published after this change was started. Compare the two, merge the published text in ' +
      'the editor, then review it again.',
  },
  'prose-moved': {
    kind: 'conflict',
    title: 'The published page has changed',
    say: () =>
      'Another text of this page was published after this one was imported. Discard it, then import the text again.',
  },
  'stale-save': {
    kind: 'conflict',
    title: 'Somebody else saved',
    say: (r) =>
      r.clashes?.length
        ? 'Somebody changed the same part of this entry after you opened it. Nothing you wrote is lost: compare ' +
          'both texts and choose.'
        : 'This entry changed after you opened it. Nothing you wrote is lost: compare both texts and choose.',
  },
  'stale-order': {
    kind: 'conflict',
    title: 'The day changed',
    say: () => 'Somebody changed this day after you opened it. The new order is shown; move the entry again.',
  },
  'order-moved': {
    kind: 'conflict',
    title: 'The day changed',
    say: () => 'This day changed after you opened the proposed order. Check the order again, then decide.',
  },
  'day-changed': {
    kind: 'conflict',
    title: 'The day changed',
    say: () => 'This day changed after you opened it. Check it again, then sign it off.',
  },
  'day-not-signed': {
    kind: 'conflict',
    title: 'Not signed off',
    say: () => 'This day is not signed off, so there is nothing to undo.',
  },
  'reason-missing': {
    kind: 'invalid',
    title: 'Reason missing',
    say: () => 'Enter a reason that others can act on.',
  },
  'not-published': {
    kind: 'conflict',
    title: 'Not published',
    say: () => 'Only a published entry can be withdrawn. Discard a draft instead.',
  },
  'proposal-open': {
    kind: 'conflict',
    title: 'There is a pending change',
    say: (r) =>
      r.withdraws
        ? `Somebody has already requested this withdrawal; the request is ${r.state}.`
        : `This entry has a change that is ${r.state}. Approve or discard it first, then withdraw the entry.`,
  },
  'withdrawal-open': {
    kind: 'conflict',
    title: 'Withdrawal requested',
    say: () =>
      'Somebody requested the withdrawal of this entry, so its text cannot change now. Save again once the request ' +
      'is decided or discarded.',
  },
  'not-scheduled': {
    kind: 'conflict',
    title: 'Not scheduled',
    say: () => 'This approval is no longer scheduled. Reload to see its status.',
  },
  'not-small': {
    kind: 'invalid',
    title: 'Too much for a quick fix',
    say: () =>
      'A quick fix changes a few words in one place of one field, or one source. Use the editor for anything else.',
  },
  'thread-over': {
    kind: 'conflict',
    title: 'Already decided',
    say: () => 'The change that these comments are about was decided. They can no longer be changed.',
  },
  'thread-resolved': {
    kind: 'conflict',
    title: 'Already resolved',
    say: (r) =>
      r.resolved ? 'Somebody has already resolved this thread.' : 'Somebody has already reopened this thread.',
  },
  'in-other-hands': {
    kind: 'conflict',
    title: 'Somebody is working on it',
    say: (r) =>
      `Somebody else has a change to this entry that is ${r.state}. Try again once they submit or discard it.`,
  },
  'cannot-merge': { kind: 'conflict', title: 'These two cannot be merged now', say: (r) => MERGE_PROBLEMS[r.why] },
  'merged-moved': {
    kind: 'conflict',
    title: 'The other entry has changed',
    say: () =>
      'The entry to be merged in was changed, withdrawn or edited after the merge was proposed. Merge them again, ' +
      'then review it again.',
  },
  'far-day': {
    kind: 'invalid',
    title: 'Is the date right?',
    say: (r) => `${r.path === undefined ? '' : `${r.path}: `}${farAheadWords(r.day)} ${FAR_DAY_REMEDY}`,
  },
} satisfies Partial<ErrorWordings>;
