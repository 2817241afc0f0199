import type { AppError, FieldProblem } from './app-error.ts';
import { EDITING_ERRORS } from './editing-errors.ts';
import type { ErrorKind, ErrorWording, ErrorWordings } from './error-wording.ts';
import { takenWords } from './slug.ts';

/** One table gives each error its kind and its words; a missing key does not compile. */
const WORDINGS: ErrorWordings = {
  ...EDITING_ERRORS,
  'not-allowed': {
    kind: 'forbidden',
    title: 'Not allowed',
    say: (r) => `Your role or token does not allow this (${r.permission}). Ask an admin if it should.`,
  },
  'not-found': { kind: 'not-found', title: 'Not found', say: (r) => `${r.what} does not exist.` },
  'already-resolved': {
    kind: 'conflict',
    title: 'Already resolved',
    say: (r) => `Somebody has already resolved this as “${r.as}”. Reload to see what is left.`,
  },
  'key-reused': {
    kind: 'invalid',
    title: 'Key already used',
    say: () => 'This Idempotency-Key was used for another request. Repeat that exact request, or use a new key.',
  },
  'wrong-run-state': {
    kind: 'conflict',
    title: 'Not possible now',
    say: (r) => `A run that is ${r.state} cannot be ${r.action}. Reload to see its status.`,
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
      `“${r.name}” looks like ${r.near.map(({ name }) => `“${name}”`).join(', ')}. Use that one, or confirm that ` +
      'this is a different one (despite: true).',
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
  invalid: {
    kind: 'invalid',
    title: 'Check the marked fields',
    say: (r) => r.fields.map((f) => `${f.field}: ${f.message}`).join(' '),
  },
};

/** The fields that an error is about. */
export function fieldsOf(error: AppError): readonly FieldProblem[] {
  if (error.code === 'far-day')
    return [{ field: 'farDayConfirmed', message: `must be true if the day is far ahead (${error.day}).` }];
  return error.code === 'invalid' ? error.fields : [];
}

/** The kind, title and sentence of an error. */
export function explain(error: AppError): { kind: ErrorKind; title: string; detail: string } {
  const wording = WORDINGS[error.code] as ErrorWording<AppError['code']>;
  return { kind: wording.kind, title: wording.title, detail: wording.say(error) };
}
