import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import path from 'node:path';
import type { NextConfig } from 'next';
import { afterEach, describe, expect, test } from 'vitest';
import { frontServer } from '../../../lib/cli/start/front-server.ts';
import { NONCE_HEADER } from '../../../lib/people/sign-in/browser-policy.ts';
import { PEER_HEADER } from '../../../lib/people/sign-in/client-address.ts';

const CONFIG = path.resolve(import.meta.dirname, '../../../next.config.js');
const { default: config }: { default: NextConfig } = await import(CONFIG);

const HEADERS = {
  'content-security-policy':
    "default-src 'self'; script-src 'self' 'nonce-N'; style-src 'self' 'nonce-N'; style-src-attr 'unsafe-inline'; " +
    "img-src 'self' data:; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=()',
};

const NONCE = /'nonce-([\w-]{22})'/g;
const open: Server[] = [];
afterEach(() => {
  for (const server of open.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

/** The app behind: it says which headers came through to it, or fails. */
async function app(request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.url === '/fails') throw new Error('The app failed.');
  const text = JSON.stringify(request.headers);
  response
    .writeHead(request.url === '/missing' ? 404 : 200, {
      'Content-Type': 'application/json',
      'Content-Length': text.length,
    })
    .end(text);
}

async function served(site?: string): Promise<number> {
  const server = frontServer(app, site, { body: 1_000, lingerMs: 50 });
  open.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

/** The headers of an answer to bytes that may be no request at all, with N for the nonce. */
function headersOf(
  port: number,
  text: string,
): Promise<{ status: number; headers: Record<string, string>; body: string }> {
  return new Promise((resolve, reject) => {
    let got = '';
    const socket = connect(port, '127.0.0.1', () => void socket.write(text));
    socket.setEncoding('utf8').on('data', (chunk: string) => (got += chunk));
    socket.on('error', reject).on('close', () => {
      const [head = '', body = ''] = got.split('\r\n\r\n', 2);
      const [first = '', ...lines] = head.split('\r\n').filter((line) => !line.startsWith('HTTP/1.1 100'));
      const pairs = lines.filter(Boolean).map((line) => line.split(/: (.*)/s).slice(0, 2) as [string, string]);
      resolve({
        status: Number(first.split(' ')[1]),
        headers: Object.fromEntries(pairs.map(([name, value]) => [name.toLowerCase(), value])),
        body,
      });
    });
  });
}

const ask = (line: string, ...more: string[]) =>
  [`${line} HTTP/1.1`, 'Host: here', 'Connection: close', ...more, '', ''].join('\r\n');

describe('what browsers are told', () => {
  test.each([
    ['a page', ask('GET /'), 200],
    ['a page that is not there', ask('GET /missing'), 404],
    ['an answer of the API', ask('GET /api/v1/entries'), 200],
    ['a body that is asked for first', ask('POST /api/v1/entries', 'Content-Length: 0', 'Expect: 100-continue'), 200],
    ['an address that is malformed', ask('GET /a%00b', 'Accept: text/html'), 400],
    ['a method that pages do not have', ask('POST /'), 405],
    ['a body that is too large', ask('POST /api/v1/entries', 'Content-Length: 5000'), 413],
    ['a fault', ask('GET /fails', 'Accept: text/html'), 500],
    ['something that is no request', 'hello\r\n\r\n', 400],
  ])('comes with %s', async (_, text, status) => {
    const answer = await headersOf(await served(), text);
    expect(answer.status).toBe(status);
    expect({
      ...answer.headers,
      'content-security-policy': answer.headers['content-security-policy']?.replaceAll(NONCE, "'nonce-N'"),
    }).toMatchObject(HEADERS);
  });

  test('no script or style element counts that does not carry the nonce', async () => {
    const port = await served();
    const mine = `'nonce-${'x'.repeat(22)}'`;
    const told = ask('GET /', `Content-Security-Policy: script-src ${mine}`, `${NONCE_HEADER}: ${'x'.repeat(22)}`);
    const nonces: string[] = [];
    for (const _ of [1, 2]) {
      const { headers, body } = await headersOf(port, told);
      const policy = headers['content-security-policy'] ?? '';
      const [one, two] = [...policy.matchAll(NONCE)].map(([, nonce = '']) => nonce);
      expect(one).toBe(two);
      expect(JSON.parse(body)).toMatchObject({ 'content-security-policy': policy, [NONCE_HEADER]: one });
      nonces.push(one ?? '');
    }
    expect(new Set([...nonces, 'x'.repeat(22)]).size).toBe(3);
  });

  test.each([
    ['https://news.example', 'max-age=31536000'],
    ['HTTPS://news.example', 'max-age=31536000'],
    ['http://news.example', undefined],
    ['http://localhost:3000', undefined],
    ['', undefined],
    [undefined, undefined],
  ])(
    'at %s, that is %s about HTTPS, also where the gate itself answers, whatever a client says of how it came',
    async (site, told) => {
      const port = await served(site);
      for (const [line, status] of [
        ['GET /', 200],
        ['GET /a%00b', 400],
      ] as const) {
        const answer = await headersOf(port, ask(line, 'X-Forwarded-Proto: https'));
        expect([answer.status, answer.headers['strict-transport-security']]).toEqual([status, told]);
      }
    },
  );

  test('nobody is told what the site is made with', () => {
    expect(config.poweredByHeader).toBe(false);
  });
});

test('the app learns from which address a connection came, and not what a client says of that', async () => {
  const { body } = await headersOf(await served(), ask('GET /', `${PEER_HEADER}: 192.0.2.1`));
  expect(JSON.parse(body)).toMatchObject({ [PEER_HEADER]: '127.0.0.1' });
});
