import type { ApiProblem } from '#components/api-client.ts';
import type { EntryFields } from '#lib/editorial/entries/contract/entry.ts';
import type { EntryView, TextView } from '#lib/editorial/entries/queries/entry-view.ts';
import type { Clash } from '#lib/kernel/revision/merge.ts';
import type { EntryOutput } from '../form/entry-output.ts';
import { autosaves, currentText, fieldsOf, sameFields } from '../form/entry-text.ts';
import type { NewerRevision } from './ahead.ts';
import type { StoredText } from './kept.ts';
import type { SaveRequest } from './save-request.ts';

/** What the last save or move came to. `quiet`: the editor saved by itself, of which nothing is said aloud. */
export type Outcome =
  | { kind: 'none' }
  | { kind: 'working'; doing: string; quiet: boolean }
  | { kind: 'done'; said: string; at: number; quiet: boolean }
  | { kind: 'lacking'; lacks: string }
  | { kind: 'failed'; problem: ApiProblem; passing: boolean };

/**
 * Two texts that clash; `merged` joins what does not, and says mine where they do. `opened`: the person settles it now.
 */
type TwoTexts = { theirs: TextView; clashes: readonly Clash[]; merged: EntryFields; opened: boolean };

/**
 * Why a save or a merge needs a person. `save`: somebody else saved the same words. `publication`: the published text
 * says otherwise, and a save goes on top of it (`over`). `discarded`: the draft was given up, so there is nothing to
 * save over.
 */
export type Conflict =
  | ({ kind: 'save' } & TwoTexts)
  | ({ kind: 'publication'; over: number } & TwoTexts)
  | { kind: 'discarded'; opened: boolean };

/** The revision that the form descends from: the one a save names in `If-Match`. */
type OpenedText = { entry: number; revision: number };

export type MoveAction = 'submit' | 'pull-back' | 'discard';

/** Why a published page should be withdrawn, and the event whose page its readers are sent to. */
export type WithdrawalRequest = { reason: string; redirectTo?: number };

/**
 * What a save came to: `again` where the same one is to be repeated later, `stopped` where a person has to act first.
 */
export type SaveResult = 'saved' | 'nothing' | 'again' | 'stopped';

/**
 * How to save: `quiet` by itself, `always` even what is saved already, on top of `base`; `repeat` only what was sent
 * and had no answer.
 */
export type SaveOptions = { quiet?: boolean; always?: boolean; base?: number; repeat?: boolean };

/** What somebody, or the editor by itself, wants done. Wishes are carried out one after the other. */
export type EditorRequest = { id?: number | undefined } & (
  | { kind: 'save'; how: SaveOptions }
  | { kind: 'move'; action: MoveAction }
  | { kind: 'withdraw'; request: WithdrawalRequest }
  | { kind: 'merge' }
  | { kind: 'bring-in' }
  | { kind: 'save-over'; opened: OpenedText; baseline: EntryFields; base?: number }
  | { kind: 'save-as-new' }
  | { kind: 'restore'; key: string; itself: boolean }
  | { kind: 'reload' }
);

/** A save that is under way. `before`: what became of the unanswered one that was repeated first. */
export type SaveInProgress = { wish: EditorRequest; how: SaveOptions; before: SaveResult | undefined };

/** What happens once the newest view of the entry is here. */
export type AfterNewest =
  | { kind: 'saved'; saving: SaveInProgress; repeated: boolean }
  | { kind: 'moved'; action: MoveAction; problem: ApiProblem | undefined }
  | { kind: 'withdrawn'; problem: ApiProblem | undefined }
  | { kind: 'to-merge' }
  | { kind: 'merged' }
  | { kind: 'reloaded' };

/** What the editor is doing. It waits for one answer at a time; `saved-part` and `done` are passed through at once. */
export type Work =
  | { at: 'rest' }
  | { at: 'checking'; saving: SaveInProgress }
  | { at: 'making-contexts'; saving: SaveInProgress; raw: EntryFields; fields: EntryOutput }
  | { at: 'sending'; saving: SaveInProgress; request: SaveRequest; repeated: boolean }
  | { at: 'asking-newest'; wish: EditorRequest; next: AfterNewest }
  | { at: 'moving'; wish: EditorRequest; action: MoveAction }
  | { at: 'withdrawing'; wish: EditorRequest }
  | { at: 'merging'; wish: EditorRequest; published: TextView; proposal: TextView }
  | { at: 'saved-part'; wish: EditorRequest; result: SaveResult }
  | { at: 'done'; wish: EditorRequest; answer: RequestAnswer };

/** What whoever asked is told: whether it was done; for a save, whether everything is confirmed. */
export type RequestAnswer = { done: boolean; problem?: ApiProblem | undefined };

/** Somebody else who has the entry open. */
export type OtherPerson = { id: number; name: string; writes: boolean };

/** The entry's current text for everybody, and the state of its open proposal. */
export type NewestRevision = { revision: number | null; state: string | null };

export type NamedContext = { id: number; name: string };

/** The whole truth of one editor in one tab. Times are milliseconds. */
export type EditorState = {
  readonly person: number;
  readonly tab: string;
  readonly empty: EntryFields;
  /** The place in the browser's history where a new entry began. */
  readonly mark: string | undefined;
  /** What the form held at the last event. */
  readonly text: EntryFields;
  /** Names of new contexts that the next save makes, and those that were made. */
  readonly waiting: readonly string[];
  readonly made: readonly NamedContext[];
  /** What the form descends from: the revision, and what that said. */
  readonly opened: OpenedText | undefined;
  readonly baseline: EntryFields;
  /** The save that was sent and has no answer yet. */
  readonly unanswered: SaveRequest | undefined;
  readonly view: EntryView | undefined;
  readonly ahead: NewerRevision | undefined;
  readonly mergedBy: readonly string[];
  readonly outcome: Outcome;
  readonly savedAt: number | undefined;
  readonly conflict: Conflict | undefined;
  /** Texts that other visits left in this browser, and whether they were looked for. */
  readonly found: readonly StoredText[];
  readonly looked: boolean;
  /** The key in the browser's store that this tab used last. */
  readonly keptUnder: string | undefined;
  readonly work: Work;
  readonly wishes: readonly EditorRequest[];
  /** Counts what was asked outside, so that an answer is matched with its question. */
  readonly turn: number;
  readonly firstChange: number | undefined;
  readonly failures: number;
  /** When to wake the model: to save, to keep the text in this browser, to count as not writing any more. */
  readonly due: Readonly<Partial<Record<Timer, number>>>;
  readonly others: readonly OtherPerson[];
  readonly writes: boolean;
};

export type Timer = 'save' | 'keep' | 'writes';

/** What an editor begins with. */
export type EditorSetup = {
  person: number;
  tab: string;
  view: EntryView | undefined;
  empty: EntryFields;
};

export function begin({ person, tab, view, empty }: EditorSetup): EditorState {
  const current = currentText(view);
  const text = current ? fieldsOf(current) : empty;
  return {
    ...{ person, tab, empty, mark: undefined, text, waiting: [], made: [] },
    opened: view && current ? { entry: view.entry, revision: current.revision } : undefined,
    baseline: text,
    ...{ unanswered: undefined, view, ahead: undefined, mergedBy: [] },
    ...{ outcome: { kind: 'none' }, savedAt: undefined, conflict: undefined },
    ...{ found: [], looked: false, keptUnder: undefined },
    ...{ work: { at: 'rest' }, wishes: [], turn: 0 },
    ...{ firstChange: undefined, failures: 0, due: {} },
    ...{ others: [], writes: false },
  };
}

/** Whether the form holds what no save has confirmed. */
export function isDirty({ unanswered, text, baseline }: EditorState): boolean {
  return unanswered !== undefined || !sameFields(text, baseline);
}

/** The same, with the names of contexts that wait for a save. */
export function isUnsaved(state: EditorState): boolean {
  return state.waiting.length > 0 || isDirty(state);
}

/** Whether the editor may save by itself now. While a clash is being settled it waits. */
export function savesItself({ view, conflict }: EditorState): boolean {
  return autosaves(view) && !conflict?.opened;
}

/** A withdrawal is asked for: the text cannot change until that is decided. */
export function isFixed({ view }: EditorState): boolean {
  return Boolean(view?.proposal?.withdrawal);
}
