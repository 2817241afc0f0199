import { createServer, type ServerResponse } from 'node:http';
import path from 'node:path';
import next from 'next';
import { pino } from 'pino';
import { oneLine } from '../../kernel/one-line.ts';
import { openedStore } from '../../platform/database/current.ts';
import { setting, variables } from '../../platform/environment/environment.ts';
import { OtherVersion, requireCurrent } from '../../platform/migrations/migration-state.ts';
import { outageLog } from '../../platform/outage/outage-log.ts';
import { STATUS } from '../exit-status.ts';
import type { RequestHandler } from './front-gate.ts';
import { frontServer } from './front-server.ts';

/**
 * Serves the built app on HOST and PORT. What it does beyond `next start`: it keeps what is malformed, too large or too
 * slow from the app, tells browsers what they may do with an answer, and tells the app which address a request really
 * came from, so that nobody gets around the throttle of sign-ins with headers of their own.
 */
const host = setting('HOST') ?? '127.0.0.1';
const port = Number(setting('PORT') ?? 3000);
variables()['DATELINE_PEER_HEADER'] = '1';

// What the framework prints of a fault may hold what a stranger sent: it becomes one line, and no longer than a line
// is.
// What comes of a database that does not serve is told once.
const outages = outageLog(
  pino({ name: 'dateline', level: setting('LOG_LEVEL') || 'info' }, pino.destination({ dest: 2, sync: true })),
);
for (const level of ['warn', 'error'] as const) {
  console[level] = (...said: unknown[]) => {
    if (said.some((one) => openedStore()?.outage.note(one, outages))) return;
    process.stderr.write(`${oneLine(said.map(inWords).join(' '), 2_000)}\n`);
  };
}

// A database that is away is waited for by every request; one of another version is not touched.
const other = await requireCurrent(setting('DATABASE_URL') ?? '').catch((error: unknown) =>
  error instanceof OtherVersion ? error : undefined,
);
if (other) {
  process.stderr.write(`${other.message}\n${other.remedy}\n`);
  process.exit(STATUS.missing);
}

// A server that never listens: Next would take upgrades of connections past the gate, and needs none.
const app = next({
  dev: false,
  dir: path.resolve(import.meta.dirname, '../../..'),
  hostname: host,
  port,
  httpServer: createServer(),
});
await app.prepare();
const handle = app.getRequestHandler();

const answer: RequestHandler = (request, response) => {
  sayUnavailable(response);
  return handle(request, response);
};
const server = frontServer(answer, setting('NEXTAUTH_URL'));
server.listen(port, host);

process.once('SIGTERM', () => {
  server.close(() => process.exit(0));
  server.closeIdleConnections();
});

/**
 * A page that could not be made because the database does not serve is no fault of the app: it is there again in a
 * moment.
 */
function sayUnavailable(response: ServerResponse): void {
  const write = response.writeHead.bind(response);
  response.writeHead = (status: number, ...rest: never[]) => {
    if (status !== 500 || !openedStore()?.outage.isOn) return write(status, ...rest);
    response.setHeader('Retry-After', '5');
    return write(503, ...rest);
  };
}

function inWords(said: unknown): string {
  return said instanceof Error ? (said.stack ?? said.message) : String(said);
}
