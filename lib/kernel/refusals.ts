import type { Day } from './day.ts';
import { farAheadWords } from './far-day.ts';
import type { Verb } from './permission/table.ts';
import type { Clash } from './revision/merge.ts';
import type { EntryInput } from './revision/text.ts';
import { type TakenSlug, takenWords } from './slug.ts';

/** Every way in which the archive says no, each with what a person needs to go on. */
export type Refusal =
  | { code: 'not-allowed'; verb: Verb }
  | { code: 'not-found'; what: string }
  | { code: 'own-work' }
  | { code: 'lent-access' }
  | { code: 'not-yours' }
  | { code: 'wrong-state'; verb: string; state: string }
  | { code: 'no-open-proposal' }
  | { code: 'nothing-changed' }
  | { code: 'text-changed' }
  | ({ code: 'stale-base'; mergeable?: boolean } & Partial<StaleTexts>)
  | { code: 'stale-save'; clashes?: readonly Clash[]; merged?: EntryInput }
  | { code: 'stale-order' }
  | { code: 'order-moved' }
  | { code: 'day-changed' }
  | { code: 'day-not-signed' }
  | { code: 'reason-missing' }
  | { code: 'not-published' }
  | { code: 'proposal-open'; state: string; withdraws: boolean }
  | { code: 'withdrawal-open' }
  | { code: 'already-settled'; as: string }
  | { code: 'key-reused' }
  | { code: 'not-scheduled' }
  | { code: 'not-small' }
  | { code: 'thread-over' }
  | { code: 'thread-settled'; resolved: boolean }
  | { code: 'wrong-run-state'; verb: string; state: string }
  | { code: 'stale-target' }
  | { code: 'stale-publisher' }
  | { code: 'stale-settings' }
  | { code: 'dead-link' }
  | { code: 'throttled' }
  | { code: 'second-factor'; on: boolean }
  | { code: 'name-taken'; name: string; by: string }
  | { code: 'names-near'; name: string; near: readonly NearName[] }
  | { code: 'stale-context' }
  | { code: 'context-merged'; name: string; into: string }
  | { code: 'context-not-merged'; name: string }
  | { code: 'change-waits' }
  | { code: 'stale-preview'; hash: string }
  | { code: 'in-other-hands'; state: string }
  | { code: 'cannot-absorb'; why: AbsorbProblem }
  | { code: 'absorbed-moved' }
  | { code: 'prose-moved' }
  | ({ code: 'address-taken' } & TakenSlug)
  | { code: 'far-day'; day: Day; path?: string }
  | { code: 'invalid'; fields: FieldProblem[] };

/** Why two entries cannot become one. */
export type AbsorbProblem = 'itself' | 'not-published' | 'change-open' | 'other-change-open' | 'other-gone';

/**
 * What clashes in a proposal whose base is no longer published: the text that both began from, the published one and
 * the proposed one.
 */
type StaleTexts = { clashes: readonly Clash[]; base: EntryInput | null; theirs: EntryInput; mine: EntryInput };

/** A context that a new name looks like, by its name or an alias, with how many published entries have it. */
export type NearName = { id: number; name: string; alias: string | null; events: number; reason: string };

/** What is wrong with one field, named as the form and the API name it: `sources.0.url`. */
export type FieldProblem = { field: string; message: string };

export type RefusalKind = 'forbidden' | 'not-found' | 'conflict' | 'invalid' | 'too-many';

type Wording<Code extends Refusal['code']> = {
  kind: RefusalKind;
  title: string;
  say(refusal: Extract<Refusal, { code: Code }>): string;
};

const ABSORB_PROBLEMS: Readonly<Record<AbsorbProblem, string>> = {
  itself: 'This is the same entry. Choose another one.',
  'not-published': 'The entry to keep is not published. Merge into a published entry.',
  'change-open': 'The entry to keep has another pending change. Approve or discard it first, then merge.',
  'other-change-open':
    'The entry to merge has a pending change that would be lost. Approve or discard it first, then merge.',
  'other-gone': 'The entry to merge is already withdrawn or discarded.',
};

const FAR_DAY_REMEDY =
  'To publish it anyway, confirm the date: “farDayConfirmed”: true in the API, --far-days on the command line.';

/** One table gives each refusal its kind and its words; a missing key does not compile. */
const WORDINGS: { [Code in Refusal['code']]: Wording<Code> } = {
  'not-allowed': {
    kind: 'forbidden',
    title: 'Not allowed',
    say: (r) => `Your role or token does not allow this (${r.verb}). Ask an admin if it should.`,
  },
  'not-found': { kind: 'not-found', title: 'Not found', say: (r) => `${r.what} does not exist.` },
  'own-work': {
    kind: 'forbidden',
    title: 'Second person required',
    say: () => 'You wrote part of this change, so somebody else has to approve it.',
  },
  'lent-access': {
    kind: 'forbidden',
    title: 'Second person required',
    say: () =>
      'An author of this change created the token you use, or set the password you signed in with, and could act in your name. ' +
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
    say: (r) => `A change that is ${r.state} cannot be ${r.verb}. Reload to see its status.`,
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
      'Another revision was published after this change was started. Compare the two, merge the published text in the editor, then review it again.',
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
        ? 'Somebody changed the same part of this entry after you opened it. Nothing you wrote is lost: compare both texts and choose.'
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
      'Somebody requested the withdrawal of this entry, so its text cannot change now. Save again once the request is decided or discarded.',
  },
  'already-settled': {
    kind: 'conflict',
    title: 'Already resolved',
    say: (r) => `Somebody has already resolved this as “${r.as}”. Reload to see what is left.`,
  },
  'key-reused': {
    kind: 'invalid',
    title: 'Key already used',
    say: () => 'This Idempotency-Key was used for another request. Repeat that exact request, or use a new key.',
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
  'thread-settled': {
    kind: 'conflict',
    title: 'Already resolved',
    say: (r) =>
      r.resolved ? 'Somebody has already resolved this thread.' : 'Somebody has already reopened this thread.',
  },
  'wrong-run-state': {
    kind: 'conflict',
    title: 'Not possible now',
    say: (r) => `A run that is ${r.state} cannot be ${r.verb}. Reload to see its status.`,
  },
  'stale-target': {
    kind: 'conflict',
    title: 'Somebody else saved',
    say: () => 'Somebody changed this target after you opened it. Reload, then change it again.',
  },
  'stale-settings': {
    kind: 'conflict',
    title: 'Somebody else saved',
    say: () => 'Somebody changed the settings after you opened them. Reload, then change them again.',
  },
  'dead-link': {
    kind: 'not-found',
    title: 'This link does not work',
    say: () => 'It was already used, expired, was revoked, or was copied incompletely. Ask an admin for a new one.',
  },
  throttled: {
    kind: 'too-many',
    title: 'Too many attempts',
    say: () => 'There were too many attempts. Wait 15 minutes, then try again.',
  },
  'second-factor': {
    kind: 'conflict',
    title: 'Not possible now',
    say: (r) =>
      r.on
        ? 'A second factor is already set up. Remove it first to set up another.'
        : 'There is no second factor to confirm. Start again.',
  },
  'stale-publisher': {
    kind: 'conflict',
    title: 'Somebody else saved',
    say: () => 'Somebody changed this publisher after you opened it. Reload, then change it again.',
  },
  'names-near': {
    kind: 'conflict',
    title: 'Similar name exists',
    say: (r) =>
      `“${r.name}” looks like ${r.near.map(({ name }) => `“${name}”`).join(', ')}. Use that one, or confirm that this is a different one (despite: true).`,
  },
  'stale-context': {
    kind: 'conflict',
    title: 'Somebody else saved',
    say: () => 'Somebody changed this context after you opened it. Reload, then change it again.',
  },
  'context-merged': {
    kind: 'conflict',
    title: 'Already merged',
    say: (r) => `“${r.name}” was merged into “${r.into}”. Use that one, or undo the merge first.`,
  },
  'context-not-merged': {
    kind: 'conflict',
    title: 'Not merged',
    say: (r) => `“${r.name}” is not merged into another context, so there is nothing to undo.`,
  },
  'change-waits': {
    kind: 'conflict',
    title: 'Another change is waiting',
    say: () => 'Another change to this context is waiting for approval. Try again once it is decided or discarded.',
  },
  'stale-preview': {
    kind: 'conflict',
    title: 'The pages changed',
    say: () => 'Pages affected by this change are different from what you saw. Check the new preview, then decide.',
  },
  'in-other-hands': {
    kind: 'conflict',
    title: 'Somebody is working on it',
    say: (r) =>
      `Somebody else has a change to this entry that is ${r.state}. Try again once they submit or discard it.`,
  },
  'cannot-absorb': { kind: 'conflict', title: 'These two cannot be merged now', say: (r) => ABSORB_PROBLEMS[r.why] },
  'absorbed-moved': {
    kind: 'conflict',
    title: 'The other entry has changed',
    say: () =>
      'The entry to be merged in was changed, withdrawn or edited after the merge was proposed. Merge them again, then review it again.',
  },
  'name-taken': {
    kind: 'conflict',
    title: 'Name taken',
    say: (r) => `“${r.name}” is the same name as “${r.by}”. Use that one.`,
  },
  'address-taken': {
    kind: 'conflict',
    title: 'Address taken',
    say: (r) => `The address “${r.slug}” ${takenWords(r)}`,
  },
  'far-day': {
    kind: 'invalid',
    title: 'Is the date right?',
    say: (r) => `${r.path === undefined ? '' : `${r.path}: `}${farAheadWords(r.day)} ${FAR_DAY_REMEDY}`,
  },
  invalid: {
    kind: 'invalid',
    title: 'Check the marked fields',
    say: (r) => r.fields.map((f) => `${f.field}: ${f.message}`).join(' '),
  },
};

/** The fields that a refusal is about. */
export function fieldsOf(refusal: Refusal): readonly FieldProblem[] {
  if (refusal.code === 'far-day')
    return [{ field: 'farDayConfirmed', message: `must be true if the day is far ahead (${refusal.day}).` }];
  return refusal.code === 'invalid' ? refusal.fields : [];
}

/** The kind, title and sentence of a refusal. */
export function explain(refusal: Refusal): { kind: RefusalKind; title: string; detail: string } {
  const wording = WORDINGS[refusal.code] as Wording<Refusal['code']>;
  return { kind: wording.kind, title: wording.title, detail: wording.say(refusal) };
}
