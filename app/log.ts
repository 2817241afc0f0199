import { pino } from 'pino';
import { codeOf } from '#lib/kernel/error-facts.ts';
import { oneLine } from '#lib/kernel/one-line.ts';
import { openedStore } from '#lib/platform/database/current.ts';
import { setting } from '#lib/platform/environment/environment.ts';
import { outageLog } from '#lib/platform/outage/outage-log.ts';
import { type DatabaseFault, databaseCode, databaseFault } from '#lib/platform/outage/unavailable.ts';

/** What a message of a fault may quote of what was sent is short. */
const LONGEST_MESSAGE = 300;

/** One line of JSON per event on standard error. It holds no bodies, no secrets and no text that people wrote. */
export const log = pino(
  { name: 'dateline', level: setting('LOG_LEVEL') || 'info' },
  pino.destination({ dest: 2, sync: true }),
);

/** Where this process says about its database. */
export const outages = outageLog(log);

/**
 * What is wrong with the database where an error of what was `asked` comes of that; told in the log once, however often
 * it comes. Undefined for every other error.
 */
export function noteOutage(error: unknown, asked: object = {}): DatabaseFault | undefined {
  const store = openedStore();
  return store ? store.outage.note(error, outages, asked) : databaseFault(error);
}

/**
 * What a log may say about a fault. Prisma writes the arguments of a query into its messages, so those are left out.
 */
export function faultForLog(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { fault: typeof error };
  const frames = error.stack
    ?.split('\n')
    .filter((line) => /^\s+at /.test(line))
    .map((line) => oneLine(line, LONGEST_MESSAGE));
  const message = error.name.startsWith('Prisma') ? undefined : oneLine(error.message, LONGEST_MESSAGE);
  return {
    fault: error.name,
    code: codeOf(error),
    postgresql: databaseCode(error),
    message,
    frames,
  };
}
