import { createServer, type RequestListener, type Server } from 'node:http';
import { isHttps } from '../../kernel/is-https.ts';
import { browserHeaders, NONCE_HEADER, newNonce } from '../../people/sign-in/browser-policy.ts';
import { PEER_HEADER } from '../../people/sign-in/client-address.ts';
import { type GateLimits, guard, type RequestHandler, SERVER_OPTIONS } from './front-gate.ts';

const A_YEAR_SECONDS = 31_536_000;

/**
 * The server in front of the app: it keeps what is wrong from it, tells it where a request really came from, and tells
 * browsers, with every answer, what they may do with it. `site` is the address that the site is known by.
 */
export function frontServer(
  handle: RequestHandler,
  site: string | undefined,
  limits: Partial<GateLimits> = {},
): Server {
  const server = createServer(SERVER_OPTIONS);
  const known = (request: Parameters<RequestHandler>[0], response: Parameters<RequestHandler>[1]) => {
    request.headers[PEER_HEADER] = request.socket.remoteAddress ?? '';
    return handle(request, response);
  };
  guard(server, known, limits);
  const tell = tellBrowsers(site);
  // Before the gate, so that what the gate itself answers says the same.
  server.prependListener('request', tell);
  server.prependListener('checkContinue', tell);
  return server;
}

/**
 * Writes the headers of an answer. The app learns the nonce from its request: Next reads the policy itself. Where the
 * site is one of HTTPS, browsers come by that only, for a year; other names below its host are not ours to speak for.
 */
function tellBrowsers(site: string | undefined): RequestListener {
  const byHttps = isHttps(site);
  return (request, response) => {
    const nonce = newNonce();
    const headers = browserHeaders(nonce);
    Object.assign(request.headers, {
      'content-security-policy': headers['Content-Security-Policy'],
      [NONCE_HEADER]: nonce,
    });
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    if (byHttps) response.setHeader('Strict-Transport-Security', `max-age=${A_YEAR_SECONDS}`);
  };
}
