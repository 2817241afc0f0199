/** How long a pause in typing is, and how long somebody types at most before a save, in milliseconds. */
export const PAUSE_MS = 2_000;
export const AT_LATEST_MS = 15_000;

const FIRST_RETRY_MS = 2_000;
const LAST_RETRY_MS = 60_000;

/**
 * When to save: after a pause in typing, and at the latest some time after the first change that is not saved. All in
 * milliseconds of one clock.
 */
export function saveAt(firstChange: number, lastChange: number): number {
  return Math.min(lastChange + PAUSE_MS, firstChange + AT_LATEST_MS);
}

/** How long to wait after so many failures in a row; `chance` (0 to 1) keeps many editors from coming back at once. */
export function retryAfter(failures: number, chance: number): number {
  const pause = Math.min(FIRST_RETRY_MS * 2 ** Math.max(0, failures - 1), LAST_RETRY_MS);
  return Math.round(pause * (0.75 + chance / 2));
}
