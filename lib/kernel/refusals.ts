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
  itself: 'This is the very same entry. Choose another one.',
  'not-published':
    'The entry that shall stay is not published, so readers would find nothing there. Merge into a published one.',
  'change-open': 'The entry that shall stay has another change open. Have it approved or discard it, then merge.',
  'other-change-open':
    'The entry that shall go has a change open, which would be lost. Have it approved or discard it, then merge.',
  'other-gone': 'The entry that shall go is withdrawn or discarded already.',
};

const FAR_DAY_REMEDY =
  'To publish it all the same, confirm it: “farDayConfirmed”: true in the API, --far-days on the command line.';

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
    title: 'Four eyes',
    say: () => 'You wrote part of this proposal, so somebody else has to approve it.',
  },
  'lent-access': {
    kind: 'forbidden',
    title: 'Four eyes',
    say: () =>
      'An author of this proposal made the token that you use, or the password that you signed in with, and could act in your name. ' +
      'Approve it in another way: with a token of somebody else’s making, or with a password that you ask for yourself by mail on the sign-in page.',
  },
  'not-yours': {
    kind: 'forbidden',
    title: 'Not your proposal',
    say: () => 'Only an author of this proposal can do that.',
  },
  'wrong-state': {
    kind: 'conflict',
    title: 'Not possible in this state',
    say: (r) => `A proposal that is ${r.state} cannot be ${r.verb}. Reload to see where it stands.`,
  },
  'no-open-proposal': {
    kind: 'conflict',
    title: 'No open proposal',
    say: () => 'This entry has no open proposal. Change something and save to open one.',
  },
  'nothing-changed': {
    kind: 'conflict',
    title: 'Nothing changed',
    say: () => 'The proposal says the same as the published entry. Change something, or discard it.',
  },
  'text-changed': {
    kind: 'conflict',
    title: 'The text changed',
    say: () => 'The proposal changed after you opened it. Read it again before you decide.',
  },
  'stale-base': {
    kind: 'conflict',
    title: 'The published entry moved on',
    say: () =>
      'Another revision was published after this proposal began. Compare the two, save the proposal on top of the new one, then review it again.',
  },
  'prose-moved': {
    kind: 'conflict',
    title: 'The published page moved on',
    say: () =>
      'Another text of this page was published after this one came in. Discard it, then import the text again.',
  },
  'stale-save': {
    kind: 'conflict',
    title: 'Somebody else saved',
    say: (r) =>
      r.clashes?.length
        ? 'Somebody changed the same part of this entry after you opened it. Nothing of yours is lost: compare both texts and decide.'
        : 'This entry moved on after you opened it. Nothing of yours is lost: compare both texts and decide.',
  },
  'stale-order': {
    kind: 'conflict',
    title: 'The day changed',
    say: () => 'Somebody changed this day after you opened it. The new order is shown; move the entry again.',
  },
  'order-moved': {
    kind: 'conflict',
    title: 'The day changed',
    say: () => 'This day changed after you opened the proposal. Look at the order again, then decide.',
  },
  'day-changed': {
    kind: 'conflict',
    title: 'The day changed',
    say: () => 'This day changed after you opened it. Look at it again, then sign it off.',
  },
  'day-not-signed': {
    kind: 'conflict',
    title: 'Not signed off',
    say: () => 'Nobody has signed this day off, so there is nothing to take back.',
  },
  'reason-missing': {
    kind: 'invalid',
    title: 'A reason is needed',
    say: () => 'Say why in a sentence, so that whoever reads it can act on it.',
  },
  'not-published': {
    kind: 'conflict',
    title: 'Not published',
    say: () => 'Only a published entry can be withdrawn. Discard a draft instead.',
  },
  'proposal-open': {
    kind: 'conflict',
    title: 'An open proposal is in the way',
    say: (r) =>
      r.withdraws
        ? `Somebody asked to withdraw this entry already; that proposal is ${r.state}.`
        : `This entry has a change that is ${r.state}. Have it approved or discard it, then withdraw the entry.`,
  },
  'withdrawal-open': {
    kind: 'conflict',
    title: 'Its withdrawal is asked for',
    say: () =>
      'Somebody asked to withdraw this entry, so its text cannot change now. Once that proposal is decided or discarded, save again.',
  },
  'already-settled': {
    kind: 'conflict',
    title: 'Settled already',
    say: (r) => `Somebody settled this already, as “${r.as}”. Reload to see what is left.`,
  },
  'key-reused': {
    kind: 'invalid',
    title: 'Key used before',
    say: () => 'This Idempotency-Key stands for another request already. Repeat that very request, or use a new key.',
  },
  'not-scheduled': {
    kind: 'conflict',
    title: 'No time is set',
    say: () => 'No time is set for this approval any more. Reload to see where it stands.',
  },
  'not-small': {
    kind: 'invalid',
    title: 'More than a small fix',
    say: () =>
      'A small fix changes a few words in one place of one field, or one source. Open the editor for anything else.',
  },
  'thread-over': {
    kind: 'conflict',
    title: 'Decided already',
    say: () => 'The proposal that this is about was decided. Its comments stay as they are.',
  },
  'thread-settled': {
    kind: 'conflict',
    title: 'Settled already',
    say: (r) => (r.resolved ? 'Somebody resolved this thread already.' : 'Somebody opened this thread again already.'),
  },
  'wrong-run-state': {
    kind: 'conflict',
    title: 'Not possible now',
    say: (r) => `A run that is ${r.state} cannot be ${r.verb}. Reload to see where it stands.`,
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
    say: () =>
      'It was used already, is too old, was taken back, or was copied incompletely. Ask an admin for a new one.',
  },
  throttled: {
    kind: 'too-many',
    title: 'Too many tries',
    say: () => 'There were too many tries. Wait a quarter of an hour, then try again.',
  },
  'second-factor': {
    kind: 'conflict',
    title: 'Not possible now',
    say: (r) =>
      r.on
        ? 'A second factor is set up already. Take it away first to set up another.'
        : 'No second factor waits to be confirmed. Begin again.',
  },
  'stale-publisher': {
    kind: 'conflict',
    title: 'Somebody else saved',
    say: () => 'Somebody changed this publisher after you opened it. Reload, then change it again.',
  },
  'names-near': {
    kind: 'conflict',
    title: 'This looks like one that is there',
    say: (r) =>
      `“${r.name}” looks like ${r.near.map(({ name }) => `“${name}”`).join(', ')}. Use that one, or say that this is another (despite: true).`,
  },
  'stale-context': {
    kind: 'conflict',
    title: 'Somebody else saved',
    say: () => 'Somebody changed this context after you opened it. Reload, then change it again.',
  },
  'context-merged': {
    kind: 'conflict',
    title: 'Merged already',
    say: (r) => `“${r.name}” was merged into “${r.into}”. Go on with that one, or undo the merge first.`,
  },
  'context-not-merged': {
    kind: 'conflict',
    title: 'Not merged',
    say: (r) => `“${r.name}” is not merged into another context, so there is nothing to undo.`,
  },
  'change-waits': {
    kind: 'conflict',
    title: 'Another change waits',
    say: () => 'Another change of this context waits for approval. Once it is decided or discarded, try again.',
  },
  'stale-preview': {
    kind: 'conflict',
    title: 'The pages changed',
    say: () => 'Pages that this change touches are not as you saw them. Look at the new preview, then decide.',
  },
  'in-other-hands': {
    kind: 'conflict',
    title: 'Somebody works on it',
    say: (r) =>
      `Somebody else has a change of this entry that is ${r.state}. Once they hand it in or discard it, try again.`,
  },
  'cannot-absorb': { kind: 'conflict', title: 'These two cannot be merged now', say: (r) => ABSORB_PROBLEMS[r.why] },
  'absorbed-moved': {
    kind: 'conflict',
    title: 'The other entry moved on',
    say: () =>
      'The entry that goes into this one was changed, withdrawn or taken into work after the two were united. Merge them anew, then review it again.',
  },
  'name-taken': {
    kind: 'conflict',
    title: 'Name taken',
    say: (r) => `“${r.name}” is the same name as “${r.by}”. Use that one.`,
  },
  'address-taken': {
    kind: 'conflict',
    title: 'The address is taken',
    say: (r) => `The address “${r.slug}” ${takenWords(r)}`,
  },
  'far-day': {
    kind: 'invalid',
    title: 'Is the date right?',
    say: (r) => `${r.path === undefined ? '' : `${r.path}: `}${farAheadWords(r.day)} ${FAR_DAY_REMEDY}`,
  },
  invalid: {
    kind: 'invalid',
    title: 'Please check the marked fields',
    say: (r) => r.fields.map((f) => `${f.field}: ${f.message}`).join(' '),
  },
};

/** The fields that a refusal is about. */
export function fieldsOf(refusal: Refusal): readonly FieldProblem[] {
  if (refusal.code === 'far-day')
    return [{ field: 'farDayConfirmed', message: `has to be true where the day is far ahead (${refusal.day}).` }];
  return refusal.code === 'invalid' ? refusal.fields : [];
}

/** The kind, title and sentence of a refusal. */
export function explain(refusal: Refusal): { kind: RefusalKind; title: string; detail: string } {
  const wording = WORDINGS[refusal.code] as Wording<Refusal['code']>;
  return { kind: wording.kind, title: wording.title, detail: wording.say(refusal) };
}
