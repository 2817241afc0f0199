import { fold } from '#lib/kernel/folding.ts';
import type { EditorState } from './state.ts';

/** A new context waits for the next save, once, whatever its spelling. */
export function contextWaits(state: EditorState, name: string): EditorState {
  return { ...state, waiting: [...state.waiting.filter((one) => fold(one) !== fold(name)), name] };
}

export function contextDropped(state: EditorState, name: string): EditorState {
  return { ...state, waiting: state.waiting.filter((one) => one !== name) };
}
