import { autosaves } from '../form/entry-text.ts';
import { retryAfter, saveAt } from './autosave-pace.ts';
import type { Moment } from './events.ts';
import { type EditorRequest, type EditorState, isDirty, isUnsaved, type SaveResult, savesItself } from './state.ts';

const KEEP_PAUSE_MS = 300;

/** Somebody who did not type for so long only has the entry open. */
const WRITES_FOR_MS = 60_000;

/** The form holds something else than before: it is kept in this browser soon, and saved after a pause. */
export function typed(state: EditorState, { at }: Moment): EditorState {
  return { ...state, writes: true, due: { ...state.due, keep: at + KEEP_PAUSE_MS, writes: at + WRITES_FOR_MS } };
}

/** Plans the next save. While nobody answers, the growing pauses go on; typing does not shorten them. */
export function planSave(state: EditorState, { at }: Pick<Moment, 'at'>): EditorState {
  if (!autosaves(state.view) || !hasToSave(state)) return state;
  const firstChange = state.firstChange ?? at;
  const due = state.failures ? state.due : { ...state.due, save: saveAt(firstChange, at) };
  return { ...state, firstChange, due };
}

/** Whether something became possible or necessary to save: whoever waits for it plans again. */
export function isNewlyDue(before: EditorState, after: EditorState): boolean {
  return savesItself(after) && hasToSave(after) && !(savesItself(before) && hasToSave(before));
}

/** Saves by itself now; where that is not wanted, only repeats what was sent and had no answer. */
export function saveByItself(state: EditorState): EditorState {
  const { save: _, ...due } = state.due;
  if (state.conflict?.opened || !hasToSave(state)) return { ...state, due };
  const waits = state.wishes.some((wish) => wish.kind === 'save' && wish.how.quiet);
  const wish: EditorRequest = { kind: 'save', how: { quiet: true, repeat: !autosaves(state.view) } };
  return { ...state, due, firstChange: undefined, wishes: waits ? state.wishes : [...state.wishes, wish] };
}

/**
 * The network or the person is back: what failed is tried at once. It may take a moment yet, so the pauses start again.
 */
export function comeBack(state: EditorState): EditorState {
  return state.failures ? saveByItself({ ...state, failures: 1 }) : state;
}

/** Learns what a save came to: after a failure that passes, the same save is tried again later. */
export function paceAfterSave(state: EditorState, result: SaveResult, { at, chance }: Moment): EditorState {
  if (result !== 'again') return onceAnswered({ ...state, failures: 0 }, result, { at });
  const failures = state.failures + 1;
  return { ...state, failures, due: { ...state.due, save: at + retryAfter(failures, chance) } };
}

/** What was typed or named while a repeated save was under way planned nothing then: it does now. */
function onceAnswered(state: EditorState, result: SaveResult, now: Pick<Moment, 'at'>): EditorState {
  if (!hasToSave(state)) return { ...state, firstChange: undefined };
  return result === 'saved' && state.due.save === undefined ? planSave(state, now) : state;
}

/** A new entry with nothing but names of contexts in it is no entry yet. */
function hasToSave(state: EditorState): boolean {
  return state.opened ? isUnsaved(state) : isDirty(state);
}
