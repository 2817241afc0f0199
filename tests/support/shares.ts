/** Files of Vitest's tests that take a minute or two each. */
export const SLOWEST = [
  'tests/boot/dev.test.ts',
  'tests/boot/commands.test.ts',
  'tests/boot/server-use.test.ts',
  'tests/db/platform/outage.test.ts',
  'tests/db/exchange/fencing.test.ts',
  'tests/db/exchange/export-kill.test.ts',
  'tests/db/exchange/corpus.test.ts',
  'tests/db/cli/runs-commands.test.ts',
];

/**
 * About how many seconds the browser tests of a file take while others run beside them; a wrong one only costs time.
 */
const SECONDS: Readonly<Record<string, number>> = {
  screens: 250,
  together: 220,
  people: 170,
  newsroom: 145,
  desk: 125,
  review: 110,
  archive: 85,
  contexts: 85,
  search: 85,
  suggestions: 80,
  'history-day': 75,
  withdraw: 65,
  sources: 60,
  merge: 25,
  doors: 15,
};
const NEW_FILE = 80;
/** Every screen once more, as wide as a phone. */
const ON_PHONES = 325;

/** So many lists of files of browser tests that take about the same time: each file once, whatever is known of it. */
export function evenShares(files: readonly string[], count: number, long: boolean): string[][] {
  const shares = Array.from({ length: count }, () => ({ files: [] as string[], seconds: 0 }));
  const known = files.map((file) => ({ file, seconds: secondsOf(file, long) }));
  for (const { file, seconds } of known.sort((a, b) => b.seconds - a.seconds || (a.file < b.file ? -1 : 1))) {
    const lightest = shares.reduce((least, share) => (share.seconds < least.seconds ? share : least));
    lightest.files.push(file);
    lightest.seconds += seconds;
  }
  return shares.map((share) => share.files.sort());
}

function secondsOf(file: string, long: boolean): number {
  const name = /([^/]+)\.spec\.ts$/.exec(file)?.[1] ?? '';
  return (SECONDS[name] ?? NEW_FILE) + (long && name === 'screens' ? ON_PHONES : 0);
}

/** The files that have a time of their own here. */
export const TIMED = Object.keys(SECONDS).map((name) => `tests/e2e/${name}.spec.ts`);
