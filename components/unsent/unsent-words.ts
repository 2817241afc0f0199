const PREFIX = 'dateline:unsent:';

/**
 * Where this browser keeps what one person wrote and has not sent. `place` names the form, such as `entry 12 comment
 * headline`.
 */
export function unsentKey(person: number, place: string): string {
  return `${PREFIX}${person}:${place}`;
}

/** What was written there; undefined where nothing is kept. */
export function readUnsent(key: string): string | undefined {
  try {
    return window.localStorage.getItem(key) ?? undefined;
  } catch {
    return undefined;
  }
}

/**
 * Keeps what is written, or forgets it where nothing is. A browser that stores nothing is no reason to disturb the
 * person who types.
 */
export function keepUnsent(key: string, words: string): void {
  try {
    if (words.trim()) window.localStorage.setItem(key, words);
    else window.localStorage.removeItem(key);
  } catch {
    // The words stay in the form.
  }
}

/** Whether anything that one person wrote was not sent. */
export function hasUnsent(person: number): boolean {
  return keysOf(person).length > 0;
}

/** Forgets everything that one person wrote and did not send: others may use this browser next. */
export function forgetUnsent(person: number): void {
  for (const key of keysOf(person)) window.localStorage.removeItem(key);
}

/** Comments, answers and reasons, and texts of entries that no save confirmed. */
function keysOf(person: number): string[] {
  try {
    return Object.keys(window.localStorage).filter(
      (key) => key.startsWith(`${PREFIX}${person}:`) || key.startsWith(`dateline:unsaved:${person}:`),
    );
  } catch {
    return [];
  }
}
