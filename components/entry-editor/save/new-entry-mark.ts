import { requestKey } from '#components/runs/request-key.ts';
import { isRecord } from '#lib/kernel/record.ts';

const FIELD = 'datelineNew';

/**
 * What browsers say about a place in their history: its key stays, whatever the router writes there. Older ones say
 * nothing.
 */
type NavigationEntry = { currentEntry?: { key?: string } | null };

/**
 * The mark of this place in the browser's history, which lasts as long as the place does; made where the browser gives
 * none.
 */
export function markHere(): string {
  const known = knownHere();
  if (known !== undefined) return known;
  const mark = requestKey();
  window.history.replaceState({ ...stateHere(), [FIELD]: mark }, '');
  return mark;
}

/**
 * Gives the place the address of the entry that began there. Whoever went on meanwhile keeps the address of where they
 * are.
 */
export function showAddress(mark: string | undefined, entry: number): void {
  const here = knownHere();
  if (window.location.pathname !== '/entries/new' || (mark !== undefined && here !== undefined && here !== mark))
    return;
  window.history.replaceState({ [FIELD]: stateHere()?.[FIELD] }, '', `/entries/${entry}`);
}

function knownHere(): string | undefined {
  const here: { navigation?: NavigationEntry } = window;
  const places = here.navigation;
  const known = places?.currentEntry?.key ?? stateHere()?.[FIELD];
  return typeof known === 'string' ? known : undefined;
}

function stateHere(): Record<string, unknown> | undefined {
  const state: unknown = window.history.state;
  return isRecord(state) ? state : undefined;
}

/** Remembers which entry a new one became, for as long as the tab lives. */
export function rememberSaved(mark: string, entry: number): void {
  try {
    window.sessionStorage.setItem(keyOf(mark), String(entry));
  } catch {
    // A browser that stores nothing offers the entry on the desk.
  }
}

/** Which entry the new one of this place became; undefined where it was not saved. */
export function savedUnder(mark: string): number | undefined {
  try {
    return Number(window.sessionStorage.getItem(keyOf(mark))) || undefined;
  } catch {
    return undefined;
  }
}

function keyOf(mark: string): string {
  return `dateline:new:${mark}`;
}
