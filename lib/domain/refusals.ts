import type { Verb } from './permission/table.ts';

/** Every way in which the archive says no, each with what a person needs to go on. */
export type Refusal =
  | { code: 'not-allowed'; verb: Verb }
  | { code: 'not-found'; what: string }
  | { code: 'own-work' }
  | { code: 'not-yours' }
  | { code: 'wrong-state'; verb: string; state: string }
  | { code: 'no-open-proposal' }
  | { code: 'nothing-changed' }
  | { code: 'text-changed' }
  | { code: 'stale-base' }
  | { code: 'stale-save' }
  | { code: 'stale-order' }
  | { code: 'reason-missing' }
  | { code: 'not-published' }
  | { code: 'proposal-open'; state: string; withdraws: boolean }
  | { code: 'withdrawal-open' }
  | { code: 'already-settled'; as: string }
  | { code: 'key-reused' }
  | { code: 'wrong-run-state'; verb: string; state: string }
  | { code: 'stale-target' }
  | { code: 'name-taken'; name: string; by: string }
  | { code: 'invalid'; fields: FieldProblem[] };

/** What is wrong with one field, named as the form and the API name it: `sources.0.url`. */
export type FieldProblem = { field: string; message: string };

export type RefusalKind = 'forbidden' | 'not-found' | 'conflict' | 'invalid';

type Wording<Code extends Refusal['code']> = {
  kind: RefusalKind;
  title: string;
  say(refusal: Extract<Refusal, { code: Code }>): string;
};

/** One table gives each refusal its kind and its words; a missing key does not compile. */
const WORDINGS: { [Code in Refusal['code']]: Wording<Code> } = {
  'not-allowed': { kind: 'forbidden', title: 'Not allowed', say: (r) => `Your role or token does not allow this (${r.verb}). Ask an admin if it should.` },
  'not-found': { kind: 'not-found', title: 'Not found', say: (r) => `${r.what} does not exist.` },
  'own-work': { kind: 'forbidden', title: 'Four eyes', say: () => 'You wrote part of this proposal, so somebody else has to approve it.' },
  'not-yours': { kind: 'forbidden', title: 'Not your proposal', say: () => 'Only an author of this proposal can do that.' },
  'wrong-state': { kind: 'conflict', title: 'Not possible in this state', say: (r) => `A proposal that is ${r.state} cannot be ${r.verb}. Reload to see where it stands.` },
  'no-open-proposal': { kind: 'conflict', title: 'No open proposal', say: () => 'This entry has no open proposal. Change something and save to open one.' },
  'nothing-changed': { kind: 'conflict', title: 'Nothing changed', say: () => 'The proposal says the same as the published entry. Change something, or discard it.' },
  'text-changed': { kind: 'conflict', title: 'The text changed', say: () => 'The proposal changed after you opened it. Read it again before you decide.' },
  'stale-base': {
    kind: 'conflict',
    title: 'The published entry moved on',
    say: () => 'Another revision was published after this proposal began. Compare the two, save the proposal on top of the new one, then review it again.',
  },
  'stale-save': {
    kind: 'conflict',
    title: 'Somebody else saved',
    say: () => 'Somebody saved this entry after you opened it. Nothing of yours is lost: compare both texts and decide.',
  },
  'stale-order': { kind: 'conflict', title: 'The day changed', say: () => 'Somebody changed this day after you opened it. The new order is shown; move the entry again.' },
  'reason-missing': { kind: 'invalid', title: 'A reason is needed', say: () => 'Say why in a sentence, so that whoever reads it can act on it.' },
  'not-published': { kind: 'conflict', title: 'Not published', say: () => 'Only a published entry can be withdrawn. Discard a draft instead.' },
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
    say: () => 'Somebody asked to withdraw this entry, so its text cannot change now. Once that proposal is decided or discarded, save again.',
  },
  'already-settled': { kind: 'conflict', title: 'Settled already', say: (r) => `Somebody settled this already, as “${r.as}”. Reload to see what is left.` },
  'key-reused': {
    kind: 'invalid',
    title: 'Key used before',
    say: () => 'This Idempotency-Key stands for another request already. Repeat that very request, or use a new key.',
  },
  'wrong-run-state': { kind: 'conflict', title: 'Not possible now', say: (r) => `A run that is ${r.state} cannot be ${r.verb}. Reload to see where it stands.` },
  'stale-target': { kind: 'conflict', title: 'Somebody else saved', say: () => 'Somebody changed this target after you opened it. Reload, then change it again.' },
  'name-taken': { kind: 'conflict', title: 'Name taken', say: (r) => `“${r.name}” is the same name as “${r.by}”. Use that one.` },
  invalid: { kind: 'invalid', title: 'Please check the marked fields', say: (r) => r.fields.map((f) => `${f.field}: ${f.message}`).join(' ') },
};

/** The kind, title and sentence of a refusal. */
export function explain(refusal: Refusal): { kind: RefusalKind; title: string; detail: string } {
  const wording = WORDINGS[refusal.code] as Wording<Refusal['code']>;
  return { kind: wording.kind, title: wording.title, detail: wording.say(refusal) };
}
