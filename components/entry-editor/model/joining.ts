import type { EntryFields } from '#lib/editorial/entries/contract/entry.ts';
import { keysOf } from '#lib/kernel/record.ts';
import { fieldsOf, plain } from '../form/entry-text.ts';
import { done, succeeded } from './acting.ts';
import { type Effect, type Moment, type Step, step } from './events.ts';
import { descend } from './keeping.ts';
import type { EditorRequest, EditorState } from './state.ts';

type Field = keyof EntryFields;

/** What others changed comes into the form, where everything of mine is saved: then nothing of either is lost. */
export function bringIn(state: EditorState, wish: EditorRequest, now: Moment): Step {
  const { ahead, opened } = state;
  if (!ahead || !opened) return done(state, wish, { done: false });
  const { written, effects, changed } = write(state, ahead.text);
  const below = { entry: opened.entry, revision: ahead.revision };
  const brought = { ...descend(written, below, ahead.text), outcome: succeeded('Changes added', now) };
  return done(brought, wish, { done: true }, ...effects, ...focus(changed[0]));
}

/**
 * The clash is settled: `fields` are in the form at once, so that typing goes on from there. When its turn comes, the
 * next save goes on top of the text that the person has seen, and of no later one.
 */
export function resolveClash(state: EditorState, fields: EntryFields): Step {
  const { conflict, opened } = state;
  if (!conflict || conflict.kind === 'discarded' || !opened) return step(state);
  const { written, effects } = write(state, fields);
  const { theirs, clashes } = conflict;
  const wish: EditorRequest =
    conflict.kind === 'publication'
      ? { kind: 'save-over', opened, baseline: state.baseline, base: conflict.over }
      : { kind: 'save-over', opened: { entry: opened.entry, revision: theirs.revision }, baseline: fieldsOf(theirs) };
  const settled = { ...written, conflict: { ...conflict, opened: false }, wishes: [...state.wishes, wish] };
  return step(settled, ...effects, ...focus(clashes[0]?.field ?? 'headline'));
}

/** The clash waits; typing goes on. */
export function resolveLater(state: EditorState): Step {
  const { conflict } = state;
  if (!conflict) return step(state);
  const first = conflict.kind === 'discarded' ? undefined : conflict.clashes[0]?.field;
  return step({ ...state, conflict: { ...conflict, opened: false } }, ...focus(first ?? 'headline'));
}

/** Only fields that say something else are written, so that the others keep what the browser remembers of them. */
function write(state: EditorState, fields: EntryFields): { written: EditorState; effects: Effect[]; changed: Field[] } {
  const [now, next] = [plain(state.text), plain(fields)];
  const changed = keysOf(next).filter((field) => JSON.stringify(now[field]) !== JSON.stringify(next[field]));
  const changes = Object.fromEntries(changed.map((field) => [field, next[field]]));
  return {
    written: { ...state, text: next },
    effects: changed.length ? [{ do: 'write', fields: changes }] : [],
    changed,
  };
}

function focus(field: Field | undefined): Effect[] {
  return field ? [{ do: 'focus', field }] : [];
}
