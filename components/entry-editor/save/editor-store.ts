import { keysOf } from '#lib/kernel/record.ts';
import type { TextBefore } from '../form/entry-output.ts';
import { currentText, textOf } from '../form/entry-text.ts';
import type { EditorEvent, Effect, Moment } from '../model/events.ts';
import {
  begin,
  type EditorRequest,
  type EditorSetup,
  type EditorState,
  isUnsaved,
  type RequestAnswer,
  type Timer,
} from '../model/state.ts';
import { reduce } from '../model.ts';

/** What the model needs from outside: what the form holds, and somebody who carries out its effects. */
export type EditorServices = { now(): Moment; carryOut(effect: OutwardEffect, send: SendEvent): void };

/** Effects outside of the model; who asked for something is told here. */
export type OutwardEffect = Exclude<Effect, { do: 'answer' }>;

export type SendEvent = (event: EditorEvent) => void;

/** What a wish says; its number is given here. */
type WithoutId<W = EditorRequest> = W extends EditorRequest ? Omit<W, 'id'> : never;

/**
 * What the screen shows of the model. It stays the same object while nothing of it changes, as while somebody types.
 */
export type EditorView = Pick<
  EditorState,
  'view' | 'ahead' | 'baseline' | 'outcome' | 'conflict' | 'waiting' | 'made' | 'others' | 'writes'
> & {
  found: EditorState['found'][number] | undefined;
  dirty: boolean;
};

/** Holds one editor's model: hands events in, effects and a view for React out. */
export type EditorStore = ReturnType<typeof editorStore>;

export function editorStore(setting: EditorSetup) {
  const line = delivery(setting);
  const asked = pendingAnswers();
  line.onAnswer(asked.tell);
  return {
    send: line.send,
    /** Wishes for something, and is told what became of it. */
    ask(wish: WithoutId): Promise<RequestAnswer> {
      const { id, answer } = asked.expect();
      line.send({ kind: 'wished', wish: { ...wish, id } });
      return answer;
    },
    entry: () => line.state().opened?.entry,
    before: (): TextBefore => ({ text: textBefore(line.state()) }),
    screen: line.screen,
    subscribe: line.subscribe,
    attach: line.attach,
  };
}

/** Wishes that were not answered yet, by their numbers. */
function pendingAnswers() {
  const asked = new Map<number, (answer: RequestAnswer) => void>();
  let wishes = 0;
  return {
    expect(): { id: number; answer: Promise<RequestAnswer> } {
      wishes += 1;
      const id = wishes;
      return { id, answer: new Promise((resolve) => asked.set(id, resolve)) };
    },
    tell(wish: number, answer: RequestAnswer): void {
      asked.get(wish)?.(answer);
      asked.delete(wish);
    },
  };
}

/** One event after the other, each with its effects, also where an effect is an event again. */
function delivery(setting: EditorSetup) {
  let state = begin(setting);
  let outside: EditorServices | undefined;
  let answered: (wish: number, answer: RequestAnswer) => void = () => undefined;
  let isBusy = false;
  const events: EditorEvent[] = [];
  const shown = shownScreen(state);
  const timers = alarms((timer) => send({ kind: 'woke', timer }));

  function handOver(event: EditorEvent, to: EditorServices): void {
    const { state: next, effects } = reduce(state, event, to.now());
    state = next;
    for (const effect of effects) {
      if (effect.do === 'answer') answered(effect.wish, effect.answer);
      else to.carryOut(effect, send);
    }
  }

  function deliver(to: EditorServices): void {
    isBusy = true;
    try {
      for (let event = events.shift(); event; event = events.shift()) handOver(event, to);
    } finally {
      isBusy = false;
    }
    timers.set(state.due);
    shown.show(state);
  }

  function send(event: EditorEvent): void {
    events.push(event);
    if (outside && !isBusy) deliver(outside);
  }

  /** Begins to deliver; ends it with keeping what is not confirmed. Answers that are under way are still taken in. */
  function attach(to: EditorServices): () => void {
    outside = to;
    timers.start(state.due);
    deliver(to);
    return () => {
      send({ kind: 'left' });
      timers.stop();
    };
  }

  const onAnswer = (tell: typeof answered) => {
    answered = tell;
  };
  return { state: () => state, send, attach, onAnswer, screen: shown.screen, subscribe: shown.subscribe };
}

/** The view for React, and who is notified when it changes. */
function shownScreen(state: EditorState) {
  let screen = screenOf(state);
  const listeners = new Set<() => void>();
  return {
    screen: () => screen,
    subscribe(listener: () => void): () => void {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    show(now: EditorState): void {
      const next = screenOf(now);
      if (isSame(screen, next)) return;
      screen = next;
      for (const listener of listeners) listener();
    },
  };
}

function textBefore({ view }: EditorState): TextBefore['text'] {
  const current = currentText(view);
  return current && textOf(current);
}

function screenOf(state: EditorState): EditorView {
  const { view, ahead, baseline, outcome, conflict, waiting, made, others, writes } = state;
  return {
    view,
    ahead,
    baseline,
    outcome,
    conflict,
    waiting,
    made,
    others,
    writes,
    found: state.found[0],
    dirty: isUnsaved(state),
  };
}

function isSame(one: EditorView, other: EditorView): boolean {
  return keysOf(one).every((key) => Object.is(one[key], other[key]));
}

type DueTimes = EditorState['due'];

/** Rings at the times that the model says, while somebody listens. */
function alarms(ring: (timer: Timer) => void) {
  const running = new Map<Timer, { at: number; handle: ReturnType<typeof setTimeout> }>();
  let isOn = false;
  const clear = (timer: Timer) => {
    clearTimeout(running.get(timer)?.handle);
    running.delete(timer);
  };
  const set = (due: DueTimes) => {
    for (const timer of ['save', 'keep', 'writes'] as const) {
      const at = due[timer];
      if (running.get(timer)?.at === at) continue;
      clear(timer);
      if (isOn && at !== undefined)
        running.set(timer, { at, handle: setTimeout(() => rung(timer), Math.max(0, at - Date.now())) });
    }
  };
  const rung = (timer: Timer) => {
    running.delete(timer);
    ring(timer);
  };
  return {
    set,
    start(due: DueTimes): void {
      isOn = true;
      set(due);
    },
    stop(): void {
      isOn = false;
      for (const timer of [...running.keys()]) clear(timer);
    },
  };
}
