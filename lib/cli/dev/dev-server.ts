import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import next from 'next';
import { setting, variables } from '../../platform/environment/environment.ts';
import { SERVER_OPTIONS } from '../start/front-gate.ts';
import { frontServer } from '../start/front-server.ts';
import { devPolicy, isOfNext } from './dev-policy.ts';

/**
 * Serves the sources as they are, on HOST and PORT: a change is in the browser as soon as it is saved. Requests pass
 * the gate of `npm start`, so that what works here works there.
 */
const host = setting('HOST') ?? '127.0.0.1';
const port = Number(setting('PORT') ?? 3000);
const CLOSE_WITHIN_MS = 2_000;
variables()['DATELINE_PEER_HEADER'] = '1';
// Next passes them on to helpers of its own, which live as long as the channel to us that --import lets go.
process.execArgv = [];

const server = createServer(SERVER_OPTIONS);
const app = next({
  dev: true,
  turbopack: true,
  dir: path.resolve(import.meta.dirname, '../../..'),
  hostname: host,
  port,
  httpServer: server,
});
await app.prepare();
const handle = app.getRequestHandler();

const front = frontServer((request, response) => {
  response.setHeader('Content-Security-Policy', devPolicy(String(response.getHeader('Content-Security-Policy'))));
  return handle(request, response);
}, setting('NEXTAUTH_URL'));

const answer = (entry: 'request' | 'checkContinue') => (request: IncomingMessage, response: ServerResponse) => {
  if (isOfNext(request.url ?? '')) void handle(request, response);
  else front.emit(entry, request, response);
};
server.on('request', answer('request'));
server.on('checkContinue', answer('checkContinue'));
server.listen(port, host);

// Ctrl-C reaches every process of the terminal; the one that started this one says when to end.
process.on('SIGINT', () => undefined);
process.once('SIGTERM', async () => {
  await Promise.race([app.close().catch(() => undefined), setTimeout(CLOSE_WITHIN_MS)]);
  process.exit(0);
});
