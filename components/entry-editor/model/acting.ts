import type { ApiProblem } from '#components/api-client.ts';
import type { EntryFields } from '#lib/editorial/entries/contract/entry.ts';
import type { TextView } from '#lib/editorial/entries/queries/entry-view.ts';
import type { Clash } from '#lib/kernel/revision/merge.ts';
import { fieldsOf, joined, readersText } from '../form/entry-text.ts';
import { type Effect, type Moment, type Step, step } from './events.ts';
import { descend } from './keeping.ts';
import type {
  AfterNewest,
  EditorRequest,
  EditorState,
  MoveAction,
  Outcome,
  RequestAnswer,
  WithdrawalRequest,
  Work,
} from './state.ts';

const MOVED: Readonly<Record<MoveAction, string>> = {
  submit: 'Submitted for review',
  'pull-back': 'Pulled back to draft',
  discard: 'Discarded',
};

/** Moves the entry on its way to review and back. */
export function move(state: EditorState, wish: EditorRequest, action: MoveAction): Step {
  if (!state.opened) return done(state, wish, { done: false });
  const turn = state.turn + 1;
  const outcome = working(action === 'submit' ? 'Submitting…' : 'Working…');
  const moving = { ...state, turn, outcome, work: { at: 'moving', wish, action } as const };
  return step(moving, { do: 'move', turn, entry: state.opened.entry, action });
}

/** Asks that the page be taken away. The problem is for whoever asked, beside the question. */
export function withdraw(state: EditorState, wish: EditorRequest, request: WithdrawalRequest): Step {
  if (!state.opened) return done(state, wish, { done: false });
  const turn = state.turn + 1;
  const withdrawing = { ...state, turn, work: { at: 'withdrawing', wish } as const };
  return step(withdrawing, { do: 'withdraw', turn, entry: state.opened.entry, request });
}

/** Puts the open proposal, in its newest form, on top of what was published meanwhile. */
export function merge(state: EditorState, wish: EditorRequest): Step {
  const { opened, view } = state;
  if (!opened || !view?.published || !view.proposal) return done(state, wish, { done: false });
  const turn = state.turn + 1;
  const work = { at: 'merging', wish, published: view.published, proposal: view.proposal } as const;
  const merging = { ...state, turn, outcome: working('Merging…'), work };
  return step(merging, { do: 'merge', turn, entry: opened.entry, hash: view.proposal.hash });
}

/** Asks how the entry is now, and goes on with `next`. */
export function askNewest(state: EditorState, wish: EditorRequest, next: AfterNewest): Step {
  if (!state.opened) return done(state, wish, { done: false });
  const turn = state.turn + 1;
  const asking = { ...state, turn, work: { at: 'asking-newest', wish, next } as const };
  return step(asking, { do: 'ask-newest', turn, entry: state.opened.entry });
}

/** The server answered a move, a withdrawal or a merge. */
export function onActed(
  state: EditorState,
  work: Extract<Work, { at: 'moving' | 'withdrawing' | 'merging' }>,
  problem: ApiProblem | undefined,
): Step {
  if (work.at === 'moving') return askNewest(state, work.wish, { kind: 'moved', action: work.action, problem });
  if (work.at === 'withdrawing') return askNewest(state, work.wish, { kind: 'withdrawn', problem });
  return problem ? mergeRefused(state, work, problem) : askNewest(state, work.wish, { kind: 'merged' });
}

type ClashProblem = ApiProblem & {
  clashes?: readonly Clash[];
  base?: EntryFields | null;
  theirs?: EntryFields;
  mine?: EntryFields;
};

function mergeRefused(
  state: EditorState,
  { wish, published, proposal }: { wish: EditorRequest; published: TextView; proposal: TextView },
  problem: ClashProblem,
): Step {
  const { clashes, base = null, theirs = fieldsOf(published), mine = fieldsOf(proposal) } = problem;
  if (problem.code !== 'stale-base' || !clashes)
    return done({ ...state, outcome: refused(problem) }, wish, { done: false });
  const texts = { theirs: published, clashes, merged: joined(base, theirs, mine), opened: true };
  const conflict = { kind: 'publication', over: published.revision, ...texts } as const;
  return done({ ...state, conflict, outcome: { kind: 'none' } }, wish, { done: false });
}

export function moved(
  state: EditorState,
  wish: EditorRequest,
  action: MoveAction,
  problem: ApiProblem | undefined,
  now: Moment,
): Step {
  if (problem) return done({ ...state, outcome: refused(problem) }, wish, { done: false });
  const said = { ...state, outcome: succeeded(MOVED[action], now) };
  return action === 'discard' ? discarded(said, wish) : done(said, wish, { done: true });
}

/** The draft was given up: the form shows what readers see; where they see nothing, the person leaves for the day. */
function discarded(state: EditorState, wish: EditorRequest): Step {
  const { view, text } = state;
  const rest = readersText(view);
  const given = { ...state, unanswered: undefined, waiting: [] };
  if (!view || !rest) {
    return done(descend(given, undefined, text), wish, { done: true }, { do: 'go', to: `/days/${text.day}` });
  }
  const fields = fieldsOf(rest);
  const opened = { entry: view.entry, revision: rest.revision };
  const shown = { ...descend(given, opened, fields), text: fields };
  return done(shown, wish, { done: true }, { do: 'reset', fields, asDefaults: true });
}

export function withdrawn(state: EditorState, wish: EditorRequest, problem: ApiProblem | undefined, now: Moment): Step {
  if (problem) return done(state, wish, { done: false, problem });
  return done({ ...state, outcome: succeeded('Withdrawal requested', now) }, wish, { done: true });
}

/** What was asked for has ended. */
export function done(
  state: EditorState,
  wish: EditorRequest,
  answer: RequestAnswer,
  ...effects: readonly Effect[]
): Step {
  return step({ ...state, work: { at: 'done', wish, answer } }, ...effects);
}

/** A success for the screen. */
export function succeeded(said: string, { at }: Moment): Outcome {
  return { kind: 'done', said, at, quiet: false };
}

function working(doing: string): Outcome {
  return { kind: 'working', doing, quiet: false };
}

/** A refused move is not tried again by itself. */
function refused(problem: ApiProblem): Outcome {
  return { kind: 'failed', problem, passing: false };
}
