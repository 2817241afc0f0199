import type { ApiProblem } from '#components/api-client.ts';
import type { EntryFields } from '#lib/editorial/entries/contract/entry.ts';
import type { EntryView } from '#lib/editorial/entries/queries/entry-view.ts';
import { type ContextId, toId } from '#lib/kernel/ids.ts';
import type { Clash } from '#lib/kernel/revision/merge.ts';
import type { EntryOutput } from '../form/entry-output.ts';
import { currentText, plain, sameFields } from '../form/entry-text.ts';
import { aheadOf } from './ahead.ts';
import { andThen, type EditorEvent, type FormCheck, type Moment, type Step, step } from './events.ts';
import { keep } from './keeping.ts';
import { isPassing, NO_ANSWER, type SavedText, type SaveRequest } from './save-request.ts';
import type { Conflict, EditorRequest, EditorState, SaveInProgress, SaveOptions, SaveResult, Work } from './state.ts';

/** The form itself found problems, which it shows at their fields; nothing was sent. */
export const CHECK_FIELDS = 'check-fields';

const CHECK: ApiProblem = {
  status: 400,
  title: 'Not saved',
  detail: 'Check the marked fields.',
  code: CHECK_FIELDS,
  fields: [],
};

/** Begins a save. The one that had no answer is repeated first, word for word and with its key. */
export function beginSave(state: EditorState, wish: EditorRequest, how: SaveOptions, now: Moment): Step {
  const saving = { wish, how, before: undefined };
  if (state.unanswered) return send(state, { saving, request: state.unanswered, repeated: true }, now);
  return how.repeat ? saved(state, wish, 'nothing') : saveText(state, saving, now);
}

/** Asks the rules about the text of this moment. Typing goes on meanwhile: it belongs to the next save. */
function saveText(state: EditorState, saving: SaveInProgress, now: Moment): Step {
  const { how, wish, before } = saving;
  const raw = state.text;
  if (!how.always && state.opened && !state.waiting.length && sameFields(raw, state.baseline)) {
    return saved(how.quiet ? state : { ...state, outcome: nothingToSave(state, now) }, wish, before ?? 'nothing');
  }
  const turn = state.turn + 1;
  const quiet = how.quiet ?? false;
  return step({ ...state, turn, work: { at: 'checking', saving } }, { do: 'check', turn, raw, quiet });
}

function nothingToSave({ savedAt }: EditorState, { at }: Moment): EditorState['outcome'] {
  return { kind: 'done', said: savedAt ? 'Saved' : 'Nothing to save', at: savedAt ?? at, quiet: false };
}

type WorkAt<Kind extends Work['at']> = Extract<Work, { at: Kind }>;

export function onChecked(state: EditorState, { saving }: WorkAt<'checking'>, result: FormCheck, now: Moment): Step {
  const { wish } = saving;
  if (result.kind === 'lacking') return saved({ ...state, outcome: result }, wish, 'stopped');
  if (result.kind === 'marked') return saved({ ...state, outcome: failed(CHECK) }, wish, 'stopped');
  if (result.kind === 'no-rules') return saved({ ...state, outcome: failed(NO_ANSWER) }, wish, 'again');
  const { fields, raw } = result;
  if (!state.waiting.length) return sendNew(state, { saving, raw, fields }, now);
  const turn = state.turn + 1;
  const work = { at: 'making-contexts', saving, raw, fields } as const;
  return step({ ...state, turn, work }, { do: 'make-contexts', turn, names: state.waiting });
}

type CheckedText = { saving: SaveInProgress; raw: EntryFields; fields: EntryOutput };

/** Contexts that were made for a save are in the form from now on, and in what is sent. */
export function onContextsMade(
  state: EditorState,
  { saving, raw, fields }: WorkAt<'making-contexts'>,
  { made, problem }: Extract<EditorEvent, { kind: 'contexts-made' }>,
  now: Moment,
): Step {
  const waiting = state.waiting.filter((name) => !made.some(({ asked }) => asked === name));
  const contexts = union(state.text.contexts, made);
  const known = { ...state, waiting, made: [...state.made, ...made.map(({ id, name }) => ({ id, name }))] };
  const held: EditorState = { ...known, text: { ...state.text, contexts } };
  const written: Step = made.length ? step(held, { do: 'write', fields: { contexts } }) : step(known);
  return andThen(written, (next) => {
    if (problem)
      return saved({ ...next, outcome: failed(problem) }, saving.wish, isPassing(problem) ? 'again' : 'stopped');
    const sent = { ...fields, contexts: union(fields.contexts, made).map(toId<ContextId>) };
    return sendNew(next, { saving, raw: { ...raw, contexts: union(raw.contexts, made) }, fields: sent }, now);
  });
}

function union(ids: readonly number[], more: readonly { id: number }[]): number[] {
  return [...new Set([...ids, ...more.map(({ id }) => id)])];
}

function sendNew(state: EditorState, { saving, raw, fields }: CheckedText, now: Moment): Step {
  const request = { key: now.key, over: state.opened ?? null, base: saving.how.base, fields, raw };
  return send(state, { saving, request, repeated: false }, now);
}

type SendingSave = { saving: SaveInProgress; request: SaveRequest; repeated: boolean };

/** The request is kept in the browser before it is sent: whatever happens then, it can be repeated. */
function send(state: EditorState, { saving, request, repeated }: SendingSave, now: Moment): Step {
  const turn = state.turn + 1;
  const outcome = { kind: 'working', doing: 'Saving…', quiet: saving.how.quiet ?? false } as const;
  const work = { at: 'sending', saving, request, repeated } as const;
  const sending = keep({ ...state, turn, work, outcome, unanswered: request }, now);
  return andThen(sending, (next) => step(next, { do: 'send', turn, request }));
}

export function onAnswered(
  state: EditorState,
  sending: WorkAt<'sending'>,
  { answer }: Extract<EditorEvent, { kind: 'answered' }>,
  now: Moment,
): Step {
  if (answer.ok) return confirm(state, sending, answer.value, now);
  if (isPassing(answer.problem))
    return saved({ ...state, outcome: failed(answer.problem) }, sending.saving.wish, 'again');
  const refused = refuse({ ...state, unanswered: undefined }, sending, answer.problem);
  return andThen(refused, (next) => goOn(next, sending, 'stopped', now));
}

/** The server has the text: the form descends from it now. Its newest view says what others did meanwhile. */
function confirm(
  state: EditorState,
  { saving, request, repeated }: WorkAt<'sending'>,
  answer: SavedText,
  now: Moment,
): Step {
  const turn = state.turn + 1;
  const { entry, revision } = answer;
  const confirmed: EditorState = {
    ...state,
    turn,
    opened: { entry, revision },
    baseline: request.raw,
    unanswered: undefined,
    mergedBy: answer.merged ? answer.merged.by.map(({ name }) => name) : state.mergedBy,
    savedAt: now.at,
    conflict: undefined,
    outcome: { kind: 'done', said: 'Saved', at: now.at, quiet: saving.how.quiet ?? false },
    work: { at: 'asking-newest', wish: saving.wish, next: { kind: 'saved', saving, repeated } },
  };
  const { state: next, effects } = keep(confirmed, now);
  const remember = request.over ? [] : [{ do: 'remember-saved', mark: state.mark, entry } as const];
  return step(next, ...remember, ...effects, { do: 'ask-newest', turn, entry });
}

/** A repeated save has ended; what was typed since goes after it, unless only the repetition was asked for. */
export function goOn(
  state: EditorState,
  { saving, repeated }: Omit<SendingSave, 'request'>,
  result: SaveResult,
  now: Moment,
): Step {
  if (!repeated || saving.how.repeat) return saved(state, saving.wish, result);
  return saveText(state, { ...saving, before: result }, now);
}

type ClashProblem = ApiProblem & { clashes?: readonly Clash[]; merged?: EntryFields };

/** The server said no. What was typed stays in the form; where somebody else was first, both texts are at hand. */
function refuse(state: EditorState, { saving, request }: WorkAt<'sending'>, problem: ApiProblem): Step {
  const { quiet = false } = saving.how;
  if (problem.code === 'stale-save' && problem.current) {
    const view = problem.current as EntryView;
    const conflict = conflictWith(view, problem, { mine: request.raw, opened: state.conflict?.opened || !quiet });
    return step({ ...showNewest(state, view), conflict, outcome: failed(problem) });
  }
  const wishes: EditorState['wishes'] = problem.status === 409 ? [...state.wishes, { kind: 'reload' }] : state.wishes;
  if (quiet && problem.fields.length)
    return step({ ...state, wishes, outcome: { kind: 'lacking', lacks: problem.detail } });
  const refused = { ...state, wishes, outcome: failed(problem) };
  return quiet ? step(refused) : step(refused, { do: 'mark-fields', problem });
}

function conflictWith(
  view: EntryView,
  problem: ClashProblem,
  { mine, opened }: { mine: EntryFields; opened: boolean },
): Conflict {
  const theirs = currentText(view);
  const { clashes = [], merged = mine } = problem;
  return theirs ? { kind: 'save', theirs, clashes, merged: plain(merged), opened } : { kind: 'discarded', opened };
}

/** Takes in how the entry is now. The form is not touched: what others changed is only said. */
export function showNewest(state: EditorState, view: EntryView): EditorState {
  const { opened, baseline, mergedBy, person } = state;
  return { ...state, view, ahead: aheadOf(view, opened, baseline, { names: mergedBy, me: person }) };
}

function saved(state: EditorState, wish: EditorRequest, result: SaveResult): Step {
  return step({ ...state, work: { at: 'saved-part', wish, result } });
}

/** A failure for the screen. */
function failed(problem: ApiProblem): EditorState['outcome'] {
  return { kind: 'failed', problem, passing: isPassing(problem) };
}
