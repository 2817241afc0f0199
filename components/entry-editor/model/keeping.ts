import type { EntryFields } from '#lib/editorial/entries/contract/entry.ts';
import { autosaves, currentText, fieldsOf, sameInput } from '../form/entry-text.ts';
import { type Effect, type Moment, type Step, step } from './events.ts';
import { type KeptText, keptTextKey, type StoredText } from './kept.ts';
import type { SaveRequest } from './save-request.ts';
import { type EditorState, isUnsaved } from './state.ts';

/**
 * Keeps in the browser what is not confirmed, under the key of the entry as it is now; forgets it where all is
 * confirmed.
 */
export function keep(state: EditorState, { at }: Moment): Step {
  const key = keptTextKey(state.person, state.opened?.entry ?? 'new', state.tab);
  const kept: Effect = isUnsaved(state) ? { do: 'keep', key, text: keptOf(state, at) } : { do: 'forget', key };
  const old = state.keptUnder;
  const moved: Effect[] = old !== undefined && old !== key ? [{ do: 'forget', key: old }] : [];
  const { keep: _, ...due } = state.due;
  return step({ ...state, keptUnder: key, due }, kept, ...moved);
}

function keptOf(state: EditorState, at: number): KeptText {
  return {
    at: new Date(at).toISOString(),
    revision: state.opened?.revision ?? null,
    base: state.baseline,
    fields: state.text,
    unsettled: state.unanswered,
    mark: state.mark,
    contexts: state.waiting,
  };
}

/**
 * The editor has its place in the browser's history: what other visits left there unsaved is looked for, once a place.
 */
export function placed(state: EditorState, mark: string | undefined): Step {
  if (state.looked && state.mark === mark) return step(state);
  const entry = state.opened?.entry ?? 'new';
  return step({ ...state, mark, looked: true }, { do: 'look-for-lost', entry, mark });
}

/** What was found and is news. It comes back by itself where the entry is still what it began from. */
export function lostFound(state: EditorState, mark: string | undefined, kept: readonly StoredText[]): Step {
  if (mark !== state.mark) return step(state);
  const news = kept.filter(({ text }) => isNews(text, state));
  const old = kept.filter((one) => !news.includes(one));
  const [first] = news;
  const found = { ...state, found: news };
  const forget = old.map(({ key }): Effect => ({ do: 'forget', key }));
  if (!first || !goesOn(first.text, state)) return step(found, ...forget);
  const wishes = [...state.wishes, { kind: 'restore', key: first.key, itself: true } as const];
  return step({ ...found, wishes }, ...forget);
}

function isNews(text: KeptText, { view }: EditorState): boolean {
  const said = currentText(view);
  return !said || !sameInput(text.fields, fieldsOf(said)) || Boolean(text.contexts?.length);
}

export function discardFound(state: EditorState): Step {
  const [first, ...found] = state.found;
  return first ? step({ ...state, found }, { do: 'forget', key: first.key }) : step(state);
}

/**
 * Puts a kept text into the form. What the form held unsaved takes its place in the browser and is offered in turn, so
 * that neither is lost. What comes back by itself comes into a form that nobody has touched, and only there.
 */
export function restore(state: EditorState, { key, itself }: { key: string; itself: boolean }, now: Moment): Step {
  const kept = state.found.find((one) => one.key === key);
  const from = kept && (itself ? goesOn(kept.text, state) : kept.text);
  if (!kept || !from || (itself && isUnsaved(state))) return step(state);
  const replaced: StoredText[] = isUnsaved(state) ? [{ key, text: keptOf(state, now.at) }] : [];
  const put = replaced.map(({ text }): Effect => ({ do: 'keep', key, text }));
  const { state: after, effects } = keep(takeUp(state, kept.text, from), now);
  const found = [...replaced, ...state.found.filter((one) => one !== kept)];
  const said = {
    kind: 'done',
    said: 'Unsaved text restored',
    at: Date.parse(kept.text.at),
    quiet: false,
  } as const;
  return step(
    { ...after, found, outcome: itself ? said : { kind: 'none' } },
    ...effects,
    ...(put.length ? put : [{ do: 'forget', key } as const]),
    {
      do: 'reset',
      fields: kept.text.fields,
      asDefaults: false,
    },
  );
}

type RestoreBase = { revision: number | null; base: EntryFields; unsettled?: SaveRequest | undefined };

function takeUp(state: EditorState, text: KeptText, { revision, base, unsettled }: RestoreBase): EditorState {
  const opened = state.opened && revision ? { ...state.opened, revision } : state.opened;
  return { ...descend(state, opened, base), text: text.fields, waiting: text.contexts ?? [], unanswered: unsettled };
}

/** The form now descends from a text that the person has seen: what is saved next goes on top of it. */
export function descend(state: EditorState, opened: EditorState['opened'], baseline: EntryFields): EditorState {
  return { ...state, opened, baseline, ahead: undefined, conflict: undefined };
}

/** What a kept text goes on from by itself: an unchanged draft, or the very place where a new entry began. */
function goesOn(text: KeptText, state: EditorState): RestoreBase | undefined {
  if (!state.view) return state.mark !== undefined && text.mark === state.mark ? text : undefined;
  return autosaves(state.view) ? continued(text, state) : undefined;
}

/**
 * What a kept text goes on from, where the saved draft is still what it began from: that very revision, or the save
 * that was sent last and had no answer, which arrived after all. Undefined where somebody else has been there.
 */
function continued(text: KeptText, { view }: EditorState): RestoreBase | undefined {
  const current = currentText(view);
  if (!current) return undefined;
  if (text.revision === current.revision) return text;
  const { unsettled } = text;
  if (!unsettled || !sameInput(unsettled.raw, fieldsOf(current))) return undefined;
  return { revision: current.revision, base: unsettled.raw };
}
