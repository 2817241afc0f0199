import { sameFields } from './form/entry-text.ts';
import { askNewest, done, merge, move, moved, onActed, succeeded, withdraw, withdrawn } from './model/acting.ts';
import { andThen, type EditorEvent, type Moment, type Step, step } from './model/events.ts';
import { bringIn, resolveClash, resolveLater } from './model/joining.ts';
import { descend, discardFound, keep, lostFound, placed, restore } from './model/keeping.ts';
import { comeBack, isNewlyDue, paceAfterSave, planSave, saveByItself, typed } from './model/pace.ts';
import { seePresence } from './model/presence.ts';
import { beginSave, goOn, onAnswered, onChecked, onContextsMade, showNewest } from './model/saving.ts';
import {
  type AfterNewest,
  type EditorRequest,
  type EditorState,
  isDirty,
  isFixed,
  type SaveResult,
  type Timer,
  type Work,
} from './model/state.ts';
import { contextDropped, contextWaits } from './model/waiting-contexts.ts';

/**
 * The editor's model: everything that decides what becomes of a text. An event, at a moment, makes a new state and says
 * what is to be done outside; what comes of that is an event again. The hooks deliver events and carry out effects, and
 * decide nothing. There is no clock, no chance and no browser in here.
 *
 * What it promises, whatever happens in whatever order:
 * - What a person typed is in the form, in a save under way, in the browser's store, or confirmed by the server.
 * - One request is under way at a time; a save without an answer is repeated with its key before anything else is sent.
 * - Nothing writes into the form but what the person asked for.
 */
export function reduce(before: EditorState, event: EditorEvent, now: Moment): Step {
  const isTyped = !sameFields(before.text, now.text);
  const read = isTyped ? typed({ ...before, text: now.text }, now) : before;
  const handled = andThen(handle(read, event, now), (state) => carryOn(state, now));
  const { state } = handled;
  const isMore = state.text !== before.text || event.kind === 'context-waits';
  return isMore || isNewlyDue(before, state) ? { ...handled, state: planSave(state, now) } : handled;
}

function handle(state: EditorState, event: EditorEvent, now: Moment): Step {
  if ('turn' in event) return event.turn === state.turn ? onAnswer(state, event, now) : step(state);
  switch (event.kind) {
    case 'typed':
      return step(state);
    case 'wished':
      return wished(state, event.wish);
    case 'woke':
      return woke(state, event.timer, now);
    case 'hidden':
      return step(saveByItself(state));
    case 'shown':
      return step(state.failures ? saveByItself(state) : state);
    case 'back':
      return step(comeBack(state));
    case 'left':
      return keep(state, now);
    case 'resolved-later':
      return resolveLater(state);
    case 'clash-resolved':
      return andThen(resolveClash(state, event.fields), (next) => keep(next, now));
    case 'found-discarded':
      return discardFound(state);
    case 'placed':
      return placed(state, event.mark);
    case 'lost-found':
      return lostFound(state, event.mark, event.kept);
    case 'context-waits':
      return keep(contextWaits(state, event.name), now);
    case 'context-dropped':
      return keep(contextDropped(state, event.name), now);
    case 'presence':
      return step(seePresence(state, event));
  }
}

/** The answer to the question of this turn. */
function onAnswer(state: EditorState, event: Extract<EditorEvent, { turn: number }>, now: Moment): Step {
  const { work } = state;
  if (event.kind === 'checked' && work.at === 'checking') return onChecked(state, work, event.result, now);
  if (event.kind === 'contexts-made' && work.at === 'making-contexts') return onContextsMade(state, work, event, now);
  if (event.kind === 'answered' && work.at === 'sending') return onAnswered(state, work, event, now);
  if (event.kind === 'newest' && work.at === 'asking-newest') {
    return onNewest(event.view ? showNewest(state, event.view) : state, work.wish, work.next, now);
  }
  const acts = work.at === 'moving' || work.at === 'withdrawing' || work.at === 'merging';
  return event.kind === 'acted' && acts ? onActed(state, work, event.problem) : step(state);
}

/** A wish waits for its turn. What is asked for again while it runs, as by a double click, is the same wish. */
function wished(state: EditorState, wish: EditorRequest): Step {
  const isMoving = wish.kind === 'move' && underWay(state).some(({ kind }) => kind === 'move');
  if (!isMoving) return step({ ...state, wishes: [...state.wishes, wish] });
  return wish.id === undefined ? step(state) : step(state, { do: 'answer', wish: wish.id, answer: { done: false } });
}

function underWay({ work, wishes }: EditorState): readonly EditorRequest[] {
  if (work.at === 'rest') return wishes;
  return ['saving' in work ? work.saving.wish : work.wish, ...wishes];
}

function woke(state: EditorState, timer: Timer, now: Moment): Step {
  const { [timer]: _, ...due } = state.due;
  const awake = { ...state, due };
  if (timer === 'save') return step(saveByItself(awake));
  return timer === 'keep' ? keep(awake, now) : step({ ...awake, writes: false });
}

/** Goes on until the next answer is waited for, or nothing is left to do. */
function carryOn(state: EditorState, now: Moment): Step {
  const { work, wishes } = state;
  const on = (next: Step) => andThen(next, (later) => carryOn(later, now));
  if (work.at === 'saved-part')
    return on(afterSave(paceAfterSave(state, work.result, now), work.wish, work.result, now));
  if (work.at === 'done') return on(finish(state, work, now));
  const [wish, ...rest] = wishes;
  return work.at === 'rest' && wish ? on(start({ ...state, wishes: rest }, wish, now)) : step(state);
}

/** A wish has ended: whoever asked is told, and what is not confirmed is kept. */
function finish(state: EditorState, { wish, answer }: Extract<Work, { at: 'done' }>, now: Moment): Step {
  const rests: EditorState = { ...state, work: { at: 'rest' } };
  const kept = wish.kind === 'reload' ? step(rests) : keep(rests, now);
  const { id } = wish;
  return id === undefined ? kept : andThen(kept, (next) => step(next, { do: 'answer', wish: id, answer }));
}

/** Begins what is wished; what has to be saved before is saved first. */
function start(state: EditorState, wish: EditorRequest, now: Moment): Step {
  switch (wish.kind) {
    case 'save':
      if (isFixed(state) && !wish.how.always && !wish.how.repeat) return done(state, wish, { done: true });
      return beginSave(state, wish, wish.how, now);
    case 'move':
      return wish.action === 'submit' && needsSave(state)
        ? beginSave(state, wish, {}, now)
        : move(state, wish, wish.action);
    case 'withdraw':
      return withdraw(state, wish, wish.request);
    case 'merge':
      return isDirty(state) ? beginSave(state, wish, {}, now) : askNewest(state, wish, { kind: 'to-merge' });
    case 'bring-in':
      return isDirty(state) ? beginSave(state, wish, {}, now) : bringIn(state, wish, now);
    case 'save-over': {
      const { opened, baseline, base } = wish;
      return beginSave(descend(state, opened, baseline), wish, { always: true, ...(base ? { base } : {}) }, now);
    }
    case 'save-as-new':
      return beginSave(descend(state, undefined, state.empty), wish, { always: true }, now);
    case 'restore':
      return andThen(restore(state, wish, now), (next) => done(next, wish, { done: true }));
    case 'reload':
      return askNewest(state, wish, { kind: 'reloaded' });
  }
}

function needsSave(state: EditorState): boolean {
  return !state.opened || isDirty(state);
}

/** The save that a wish began with has ended. */
function afterSave(state: EditorState, wish: EditorRequest, result: SaveResult, now: Moment): Step {
  const isClean = !needsSave(state);
  if (wish.kind === 'move' && isClean) return move(state, wish, wish.action);
  if (wish.kind === 'merge' && (isClean || result === 'saved')) return askNewest(state, wish, { kind: 'to-merge' });
  if (wish.kind === 'bring-in' && isClean) return bringIn(state, wish, now);
  // What was typed while the save was under way is saved, too, before anything comes into the form.
  if (wish.kind === 'bring-in' && result === 'saved') return beginSave(state, wish, {}, now);
  const wasAll = wish.kind !== 'move' && wish.kind !== 'merge' && wish.kind !== 'bring-in';
  return done(state, wish, { done: wasAll && !isDirty(state) });
}

/** The proposal is on top of what is published: what that brought comes into the form. */
function mergedThen(state: EditorState, { id }: EditorRequest, now: Moment): Step {
  return start({ ...state, outcome: succeeded('Merged', now) }, { id, kind: 'bring-in' }, now);
}

function onNewest(state: EditorState, wish: EditorRequest, next: AfterNewest, now: Moment): Step {
  switch (next.kind) {
    case 'saved':
      return goOn(state, next, 'saved', now);
    case 'moved':
      return moved(state, wish, next.action, next.problem, now);
    case 'withdrawn':
      return withdrawn(state, wish, next.problem, now);
    case 'to-merge':
      return merge(state, wish);
    case 'merged':
      return mergedThen(state, wish, now);
    case 'reloaded':
      return done(state, wish, { done: true });
  }
}
