import { pino } from 'pino';

/** One line of JSON per event on standard error. It holds no bodies, no secrets and no text that people wrote. */
export const log = pino({ name: 'dateline', level: process.env['LOG_LEVEL'] || 'info' }, pino.destination({ dest: 2, sync: true }));

/** What a log may say of a fault. Prisma writes the arguments of a query into its messages, so those are left out. */
export function faultForLog(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { fault: typeof error };
  const frames = error.stack?.split('\n').filter((line) => /^\s+at /.test(line));
  const message = error.name.startsWith('Prisma') ? undefined : error.message;
  return { fault: error.name, code: (error as { code?: unknown }).code, message, frames };
}
