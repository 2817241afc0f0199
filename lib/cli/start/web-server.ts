import { createServer } from 'node:http';
import path from 'node:path';
import next from 'next';
import { PEER_HEADER } from '../../auth/client-address.ts';

/**
 * Serves the built app on HOST and PORT. The one thing that it does beyond `next start`: it tells the app which address a
 * request really came from, so that nobody gets around the throttle of sign-ins with headers of their own.
 */
const host = process.env['HOST'] ?? '127.0.0.1';
const port = Number(process.env['PORT'] ?? 3000);
process.env['DATELINE_PEER_HEADER'] = '1';

const app = next({ dev: false, dir: path.resolve(import.meta.dirname, '../../..'), hostname: host, port });
await app.prepare();
const handle = app.getRequestHandler();

const server = createServer((request, response) => {
  request.headers[PEER_HEADER] = request.socket.remoteAddress ?? '';
  void handle(request, response);
});
server.listen(port, host);

process.once('SIGTERM', () => {
  server.close(() => process.exit(0));
  server.closeIdleConnections();
});
