import type { ApiAnswer, ApiProblem } from '#components/api-client.ts';
import type { EntryFields } from '#lib/editorial/entries/contract/entry.ts';
import type { EntryView } from '#lib/editorial/entries/queries/entry-view.ts';
import type { EntryOutput } from '../form/entry-output.ts';
import type { KeptText, StoredText } from './kept.ts';
import type { SavedText, SaveRequest } from './save-request.ts';
import type {
  EditorRequest,
  EditorState,
  MoveAction,
  NamedContext,
  NewestRevision,
  OtherPerson,
  RequestAnswer,
  Timer,
  WithdrawalRequest,
} from './state.ts';

/** The circumstances of an event: the clock, what the form holds, a key nobody used yet, and chance (0 to 1). */
export type Moment = { at: number; text: EntryFields; key: string; chance: number };

/**
 * What the rules say about a text: what can be sent and of which form (`raw`), or why not. A form is `marked` at its
 * fields.
 */
export type FormCheck =
  | { kind: 'ready'; fields: EntryOutput; raw: EntryFields }
  | { kind: 'lacking'; lacks: string }
  | { kind: 'marked' }
  | { kind: 'no-rules' };

/** What can happen to the editor. An answer carries the turn of its question. */
export type EditorEvent =
  | { kind: 'typed' }
  | { kind: 'wished'; wish: EditorRequest }
  | { kind: 'woke'; timer: Timer }
  | { kind: 'hidden' | 'shown' | 'back' | 'left' | 'resolved-later' | 'found-discarded' }
  | { kind: 'placed'; mark: string | undefined }
  | { kind: 'lost-found'; mark: string | undefined; kept: readonly StoredText[] }
  | { kind: 'clash-resolved'; fields: EntryFields }
  | { kind: 'context-waits' | 'context-dropped'; name: string }
  | { kind: 'presence'; others: readonly OtherPerson[]; newest: NewestRevision }
  | { kind: 'checked'; turn: number; result: FormCheck }
  | {
      kind: 'contexts-made';
      turn: number;
      made: readonly (NamedContext & { asked: string })[];
      problem: ApiProblem | undefined;
    }
  | { kind: 'answered'; turn: number; answer: ApiAnswer<SavedText> }
  | { kind: 'newest'; turn: number; view: EntryView | undefined }
  | { kind: 'acted'; turn: number; problem: ApiProblem | undefined };

/** What is to be done outside of the model, in this order. */
export type Effect =
  | { do: 'check'; turn: number; raw: EntryFields; quiet: boolean }
  | { do: 'make-contexts'; turn: number; names: readonly string[] }
  | { do: 'send'; turn: number; request: SaveRequest }
  | { do: 'ask-newest'; turn: number; entry: number }
  | { do: 'move'; turn: number; entry: number; action: MoveAction }
  | { do: 'withdraw'; turn: number; entry: number; request: WithdrawalRequest }
  | { do: 'merge'; turn: number; entry: number; hash: string }
  | { do: 'keep'; key: string; text: KeptText }
  | { do: 'forget'; key: string }
  | { do: 'look-for-lost'; entry: number | 'new'; mark: string | undefined }
  | { do: 'write'; fields: Partial<EntryFields> }
  | { do: 'reset'; fields: EntryFields; asDefaults: boolean }
  | { do: 'mark-fields'; problem: ApiProblem }
  | { do: 'focus'; field: keyof EntryFields }
  | { do: 'remember-saved'; mark: string | undefined; entry: number }
  | { do: 'answer'; wish: number; answer: RequestAnswer }
  | { do: 'go'; to: string };

/** What an event makes of the editor. */
export type Step = { state: EditorState; effects: readonly Effect[] };

export function step(state: EditorState, ...effects: readonly Effect[]): Step {
  return { state, effects };
}

/** One step after another. */
export function andThen({ state, effects }: Step, more: (state: EditorState) => Step): Step {
  const next = more(state);
  return { state: next.state, effects: [...effects, ...next.effects] };
}
