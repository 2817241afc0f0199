import { createServer, type IncomingMessage, request, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { guard } from '../../../lib/cli/start/front-gate.ts';
import { UPLOAD_PATH } from '../../../lib/exchange/import/contract/uploads.ts';

type Seen = { method: string; url: string; body: string; headers: IncomingMessage['headers'] };
type Answer = { status: number; type: string; body: string; connection: string | undefined };

const MOST = 1_000;
const seen: Seen[] = [];
let server: Server;
let port: number;

/** The app behind the gate: it says what came through. */
async function app(asked: IncomingMessage, response: import('node:http').ServerResponse): Promise<void> {
  if (asked.url === '/fails') throw new Error('The app failed.');
  if (asked.url === `${UPLOAD_PATH}?name=refused`) return void response.writeHead(401).end('no');
  let body = '';
  for await (const chunk of asked) body += String(chunk);
  seen.push({ method: asked.method ?? '', url: asked.url ?? '', body, headers: asked.headers });
  response.writeHead(200, { 'Content-Type': 'text/plain' }).end(`${body.length}`);
}

beforeAll(async () => {
  server = createServer();
  guard(server, app, {
    body: MOST,
    upload: 4 * MOST,
    held: 3 * MOST,
    bodyWithinMs: 300,
    uploadPauseMs: 300,
    lingerMs: 200,
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

function ask(
  method: string,
  path: string,
  { body, headers = {} }: { body?: string; headers?: Record<string, string> } = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request({ port, method, path, headers, agent: false }, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      answer.on('end', () =>
        resolve({
          status: answer.statusCode ?? 0,
          type: answer.headers['content-type'] ?? '',
          body: text,
          connection: answer.headers.connection,
        }),
      );
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

/** What the server answers to bytes that no client library would send. */
function raw(text: string, after: (write: (more: string) => void) => void = () => undefined): Promise<string> {
  return new Promise((resolve) => {
    let got = '';
    const socket = connect(port, '127.0.0.1', () => {
      socket.write(text);
      after((more) => socket.writable && socket.write(more));
    });
    socket.setEncoding('utf8').on('data', (chunk: string) => (got += chunk));
    socket.on('error', () => undefined).on('close', () => resolve(got));
  });
}

test('a body goes on whole, with its length, however it came', async () => {
  expect(await ask('POST', '/api/v1/x', { body: 'a'.repeat(MOST) })).toMatchObject({ status: 200, body: String(MOST) });
  const chunked = await ask('POST', '/api/v1/y?z=1', {
    body: 'abc',
    headers: { 'Transfer-Encoding': 'chunked', 'X-Own': 'kept' },
  });
  expect(chunked).toMatchObject({ status: 200, body: '3' });
  expect(seen.at(-1)).toMatchObject({
    method: 'POST',
    url: '/api/v1/y?z=1',
    body: 'abc',
    headers: { 'content-length': '3', 'x-own': 'kept' },
  });
  expect(seen.at(-1)?.headers['transfer-encoding']).toBeUndefined();
});

test.each([
  '/api/auth/session',
  '/api/auth/any/name',
  '/api/v1/entries',
  '/api/',
  '/api/v1/imports/uploads/',
  '/api/tree/news/2020/01/1/a.md',
])('a body that is too large is refused before it is sent whole, at %s', async (path) => {
  const before = seen.length;
  const head = `POST ${path} HTTP/1.1\r\nHost: here\r\n`;
  const said = await raw(`${head}Content-Length: 150000000\r\n\r\n`, (write) => write('['.repeat(100)));
  expect(said).toMatch(/^HTTP\/1\.1 413 /);
  expect(said).toContain('"code":"too-large"');
  expect(said).toMatch(/connection: close/i);
  const chunk = `${(500).toString(16)}\r\n${'x'.repeat(500)}\r\n`;
  const endless = await raw(`${head}Transfer-Encoding: chunked\r\n\r\n`, (write) =>
    Array.from({ length: 40 }, () => write(chunk)),
  );
  expect(endless).toMatch(/^HTTP\/1\.1 413 /);
  expect(endless).toContain('"code":"too-large"');
  expect(seen.length).toBe(before);
});

test('a client that asks before it sends is told so', async () => {
  expect(
    await raw('POST /api/a HTTP/1.1\r\nHost: here\r\nExpect: 100-continue\r\nContent-Length: 5000\r\n\r\n'),
  ).toMatch(/^HTTP\/1\.1 413 /);
  const said = await raw(
    'POST /api/a HTTP/1.1\r\nHost: here\r\nConnection: close\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n',
    (write) => setTimeout(() => write('abc'), 50),
  );
  expect(said).toMatch(/^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 200 /);
});

test('a body that trickles is given up, and so is an upload that stands still', async () => {
  expect(
    await raw('POST /api/v1/x HTTP/1.1\r\nHost: here\r\nContent-Length: 10\r\n\r\n', (write) => write('a')),
  ).toMatch(/^HTTP\/1\.1 408 /);
  expect(
    await raw(`POST ${UPLOAD_PATH}?name=a HTTP/1.1\r\nHost: here\r\nContent-Length: 10\r\n\r\n`, (write) => write('a')),
  ).toBe('');
});

test('many bodies at once are not held in memory, and the room is there again afterwards', async () => {
  const slow = Array.from({ length: 6 }, () =>
    raw(`POST /api/v1/x HTTP/1.1\r\nHost: here\r\nContent-Length: ${MOST}\r\n\r\n`, (write) =>
      write('a'.repeat(MOST - 1)),
    ),
  );
  const statuses = (await Promise.all(slow)).map((said) => said.slice(9, 12)).sort();
  expect(statuses.filter((status) => status === '503').length).toBeGreaterThanOrEqual(3);
  for (let i = 0; i < 10; i += 1)
    expect(await ask('POST', '/api/v1/x', { body: 'a'.repeat(MOST) })).toMatchObject({ status: 200 });
});

test('an upload is passed on as it comes; one that the app refuses is not received to its end', async () => {
  expect(await ask('POST', `${UPLOAD_PATH}?name=a`, { body: 'a'.repeat(3 * MOST) })).toMatchObject({
    status: 200,
    body: String(3 * MOST),
  });
  expect(await ask('POST', `${UPLOAD_PATH}?name=a`, { body: 'a'.repeat(5 * MOST) })).toMatchObject({ status: 413 });
  let isSending = true;
  const said = await raw(
    `POST ${UPLOAD_PATH}?name=refused HTTP/1.1\r\nHost: here\r\nContent-Length: ${3 * MOST}\r\n\r\n`,
    (write) => {
      const sending = setInterval(() => write('a'), 20).unref();
      setTimeout(() => {
        isSending = false;
        clearInterval(sending);
      }, 20_000).unref();
    },
  );
  expect(said).toMatch(/^HTTP\/1\.1 401 /);
  expect(isSending).toBe(true);
});

const MALFORMED = [
  '/days/%E0%A4%A',
  '/news/%ff',
  '/a//b',
  '//a',
  '/a/../b',
  '/a/%2e%2e/b',
  '/%2E',
  '/a%00b',
  '/a%0d%0ab',
  '/a\\b',
  '/a%5cb',
  'http://there/a',
  '*',
];

test.each(MALFORMED)('the address %s is malformed: a problem for programs, a page for people', async (path) => {
  const before = seen.length;
  expect(await ask('GET', path)).toMatchObject({ status: 400, type: 'application/problem+json' });
  const page = await ask('GET', path, { headers: { Accept: 'text/html,*/*' } });
  expect(page).toMatchObject({ status: 400, type: 'text/html; charset=utf-8' });
  expect(page.body).toContain('<h1>');
  expect(seen.length).toBe(before);
});

test.each(['/', '/news/2020/01/1/caf%C3%A9.md', '/days/2020-01-01/', '/search?q=%E0%A4%A&from=//', '/a%20b', '/a%2Fb'])(
  'the address %s goes through',
  async (path) => {
    expect(await ask('GET', path)).toMatchObject({ status: 200 });
  },
);

test('methods that nobody needs, a false host and a long address are refused', async () => {
  for (const method of ['TRACE', 'PROPFIND', 'LINK'])
    expect(await ask(method, '/api/v1/x')).toMatchObject({ status: 405, type: 'application/problem+json' });
  for (const method of ['POST', 'PUT', 'DELETE', 'TRACE'])
    expect(await ask(method, '/days/2020-01-01')).toMatchObject({ status: 405 });
  for (const host of ['a b', 'a/b', 'a@b', '<x>', 'a:b:c', '..'])
    expect(await raw(`GET / HTTP/1.1\r\nHost: ${host}\r\n\r\n`), host).toMatch(/^HTTP\/1\.1 400 /);
  for (const host of ['localhost:3000', '127.0.0.1', '[::1]:3000', 'news.example.org'])
    expect(await raw(`GET / HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`), host).toMatch(/^HTTP\/1\.1 200 /);
  expect(await ask('GET', `/${'a'.repeat(9_000)}`)).toMatchObject({ status: 414 });
});

test('what is no request of HTTP, or has too many headers, is answered with a problem', async () => {
  expect(await raw('NONSENSE\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 [\s\S]*application\/problem\+json/);
  expect(await raw(`GET / HTTP/1.1\r\nHost: here\r\nX: ${'a'.repeat(20_000)}\r\n\r\n`)).toMatch(
    /^HTTP\/1\.1 431 [\s\S]*headers-too-large/,
  );
  expect(
    await raw('POST / HTTP/1.1\r\nHost: here\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n'),
  ).toMatch(/^HTTP\/1\.1 400 /);
});

test('an upgrade is an ordinary request', async () => {
  expect(await raw('GET / HTTP/1.1\r\nHost: here\r\nConnection: upgrade, close\r\nUpgrade: websocket\r\n\r\n')).toMatch(
    /^HTTP\/1\.1 200 /,
  );
});

test('where the app itself fails, the answer is a problem and no silence', async () => {
  expect(await ask('GET', '/fails')).toMatchObject({ status: 500, type: 'application/problem+json' });
});
