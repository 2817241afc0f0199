import type { LookupAddress, lookup } from 'node:dns';
import { createServer, type RequestListener } from 'node:http';
import { type AddressInfo, createServer as createTcp, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, test } from 'vitest';
import { fetchStatus } from '../../../lib/sources/checks/fetch-status.ts';

const HERE = { reachPrivate: true, pauseMs: 0 };
const OUTSIDER = { reachPrivate: false, pauseMs: 0 };
const INNER = /private network/;

const open: { close(): void }[] = [];
afterEach(() => {
  for (const server of open.splice(0)) server.close();
});

/** A server of 127.0.0.1 and the addresses that were asked of it. */
async function site(
  answer: RequestListener,
  host = '127.0.0.1',
): Promise<{ url: string; port: number; asked: string[] }> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    answer(request, response);
  });
  open.push({
    close() {
      server.close();
      server.closeAllConnections();
    },
  });
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, port, asked };
}

/** A listener that counts its connections and speaks no HTTP of its own. */
async function canary(
  talk: (socket: Socket) => void = () => undefined,
  host = '::',
): Promise<{ port: number; connections(): number }> {
  let connections = 0;
  const sockets = new Set<Socket>();
  const server = createTcp((socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on('error', () => undefined);
    talk(socket);
  });
  open.push({
    close() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  });
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  return { port: (server.address() as AddressInfo).port, connections: () => connections };
}

/** A resolver that gives each answer in turn, the last one for ever. */
function fakeResolver(...answers: string[][]): typeof lookup {
  let turn = 0;
  return ((_name: string, _how: object, done: (error: null, found: LookupAddress[]) => void) => {
    const answer = answers[Math.min(turn, answers.length - 1)] ?? [];
    turn += 1;
    done(
      null,
      answer.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    );
  }) as unknown as typeof lookup;
}

describe('an outsider', () => {
  test('reaches no inner address, in no notation: zero connections are made', async () => {
    const { port, connections } = await canary();
    const hosts = [
      '127.0.0.1',
      '127.1',
      '127.0.1',
      '2130706433',
      '0x7f000001',
      '0x7F.1',
      '0177.0.0.1',
      '017700000001',
      '127.255.255.254',
      '0',
      '0.0.0.0',
      '127.0.0.1.',
      '①②⑦.0.0.1',
      '[::1]',
      '[::]',
      '[0:0:0:0:0:0:0:1]',
      '[::ffff:127.0.0.1]',
      '[::ffff:7f00:1]',
      '[::127.0.0.1]',
      '[64:ff9b::127.0.0.1]',
      '[64:ff9b::7f00:1]',
      '[64:ff9b:1::7f00:1]',
      '[2002:7f00:1::]',
      '[2001::1]',
      '[fe80::1]',
      '[fc00::1]',
      '[fd12:3456::1]',
      '[ff02::1]',
      '[100::1]',
      '10.0.0.1',
      '172.16.0.1',
      '172.31.255.255',
      '192.168.1.1',
      '169.254.169.254',
      '100.64.0.1',
      '100.127.255.255',
      '192.0.0.1',
      '192.0.2.1',
      '198.18.0.1',
      '198.51.100.1',
      '203.0.113.1',
      '224.0.0.1',
      '239.1.1.1',
      '240.0.0.1',
      '255.255.255.255',
      'localhost',
      'LOCALHOST',
      'localhost.',
      'a.localhost',
      'localhost.localdomain',
      'printer.local',
      'db.internal',
      'router.home.arpa',
      'nas.lan',
      'metadata',
      'metadata.google.internal',
    ];
    for (const host of hosts) {
      for (const scheme of ['http', 'https'])
        expect([host, await fetchStatus(`${scheme}://${host}:${port}/`, OUTSIDER)]).toEqual([
          host,
          { kind: 'refused', problem: expect.stringMatching(INNER) },
        ]);
    }
    expect(connections()).toBe(0);
  });

  test('reaches none by a name either, also where only one of its addresses is an inner one', async () => {
    const { port, connections } = await canary();
    for (const found of [
      ['127.0.0.1'],
      ['93.184.216.34', '127.0.0.1'],
      ['::ffff:127.0.0.1'],
      ['169.254.169.254'],
      ['fe80::1%eth0'],
      ['64:ff9b::7f00:1'],
      [''],
    ]) {
      const outcome = await fetchStatus(`http://gazette.example:${port}/`, {
        ...OUTSIDER,
        resolver: fakeResolver(found),
      });
      expect([found, outcome]).toEqual([found, { kind: 'refused', problem: expect.stringMatching(INNER) }]);
    }
    expect(connections()).toBe(0);
  });

  test('connects to the very address that was checked: a name is asked once for a connection (rebinding)', async () => {
    const { port, asked } = await site((_request, response) => response.end());
    let lookups = 0;
    const rebinding = ((_name: string, _how: object, done: (error: null, found: LookupAddress[]) => void) => {
      lookups += 1;
      done(null, [{ address: lookups === 1 ? '127.0.0.1' : '240.0.0.1', family: 4 }]);
    }) as unknown as typeof lookup;
    expect(await fetchStatus(`http://rebinding.example:${port}/`, { ...HERE, resolver: rebinding })).toMatchObject({
      kind: 'answered',
      status: 200,
    });
    expect([lookups, asked.length]).toEqual([1, 1]);
  });

  test.each([
    ['a password', 'http://reader:secret@gazette.example/', /password/],
    ['another service', 'http://gazette.example:25/', /port/],
    ['a file', 'file:///etc/passwd', /web/],
    ['FTP', 'ftp://gazette.example/', /web/],
  ])('%s is not asked for', async (_, address, problem) => {
    let asked = 0;
    const resolver = ((...given: unknown[]) => {
      asked += 1;
      (given.at(-1) as (error: Error) => void)(new Error('asked'));
    }) as unknown as typeof lookup;
    expect(await fetchStatus(address, { ...OUTSIDER, resolver })).toEqual({
      kind: 'refused',
      problem: expect.stringMatching(problem),
    });
    expect(asked).toBe(0);
  });
});

describe('redirects', () => {
  test('are followed hop by hop, each hop is looked up and checked anew', async () => {
    const { port, connections } = await canary();
    // The entrance is reached as a public name would be; what it redirects to is not.
    const entrance = await site((request, response) =>
      response.writeHead(302, { location: decodeURIComponent((request.url ?? '').slice(1)) }).end(),
    );
    for (const inner of [
      `http://127.0.0.1:${port}/`,
      `http://[::ffff:127.0.0.1]:${port}/`,
      `http://2130706433:${port}/`,
      `//localhost:${port}/`,
      'file:///etc/passwd',
      'gopher://127.0.0.1/',
      `http://a:b@127.0.0.1:${port}/`,
    ]) {
      const { hops, outcome } = await asOutsider(entrance.url, inner);
      expect([inner, hops, outcome.kind]).toEqual([inner, 1, 'refused']);
    }
    expect(connections()).toBe(0);
  });

  /**
   * Asks as if 127.0.0.1 were public for the first hop only: by the check of the second, the way inside is closed
   * again.
   */
  async function asOutsider(entrance: string, to: string) {
    let hops = 0;
    const reach = {
      pauseMs: 0,
      resolver: fakeResolver(['127.0.0.1']),
      // Read for each hop: before it, and at its connection. Only the first hop may reach inside.
      get reachPrivate() {
        return hops === 0;
      },
    };
    const resolver = ((...given: Parameters<typeof reach.resolver>) => {
      const answer = reach.resolver(...given);
      hops += 1;
      return answer;
    }) as unknown as typeof lookup;
    const { port } = new URL(entrance);
    const outcome = await fetchStatus(
      `http://public.example:${port}/${encodeURIComponent(to)}`,
      Object.create(reach, { resolver: { value: resolver } }) as typeof reach,
    );
    return { hops, outcome };
  }

  test('end where the page is', async () => {
    const { url, asked } = await site((request, response) => {
      if (request.url === '/old') response.writeHead(301, { location: '/new' });
      response.end();
    });
    expect(await fetchStatus(`${url}/old`, HERE)).toEqual({ kind: 'answered', status: 200, at: `${url}/new` });
    expect(asked).toEqual(['/old', '/new']);
  });

  test('are five at most', async () => {
    const { url, asked } = await site((_request, response) =>
      response.writeHead(302, { location: `/${asked.length}` }).end(),
    );
    expect(await fetchStatus(`${url}/`, HERE)).toEqual({ kind: 'failed', problem: 'It redirects more than 5 times.' });
    expect(asked).toHaveLength(6);
  });

  test('that lead to nothing are said so', async () => {
    const { url } = await site((_request, response) => response.writeHead(302, { location: 'http://[' }).end());
    expect(await fetchStatus(url, HERE)).toMatchObject({
      kind: 'failed',
      problem: expect.stringMatching(/not an address/),
    });
    const none = await site((_request, response) => response.writeHead(302).end());
    expect(await fetchStatus(none.url, HERE)).toMatchObject({ kind: 'answered', status: 302 });
  });
});

describe('hostile answers', () => {
  test('an endless one is closed at its head', async () => {
    let sent = 0;
    let closed = false;
    const { url } = await site((_request, response) => {
      const more = () => {
        while (!closed && response.write(Buffer.alloc(64 * 1024))) sent += 64 * 1024;
      };
      response.writeHead(200, { 'content-type': 'text/html' }).on('drain', more);
      response.on('close', () => {
        closed = true;
      });
      more();
    });
    const before = process.memoryUsage().rss;
    expect(await fetchStatus(url, HERE)).toMatchObject({ kind: 'answered', status: 200 });
    await expect.poll(() => closed).toBe(true);
    expect(sent).toBeLessThan(16 * 1024 * 1024);
    expect(process.memoryUsage().rss - before).toBeLessThan(64 * 1024 * 1024);
  });

  test('a packed bomb is never unpacked', async () => {
    const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024));
    const { url } = await site((request, response) => {
      expect(request.headers['accept-encoding']).toBe('identity');
      response.writeHead(200, { 'content-encoding': 'gzip', 'content-length': bomb.length }).end(bomb);
    });
    const before = process.memoryUsage().rss;
    expect(await fetchStatus(url, HERE)).toMatchObject({ kind: 'answered', status: 200 });
    expect(process.memoryUsage().rss - before).toBeLessThan(32 * 1024 * 1024);
  });

  test.each([
    ['silence', () => undefined],
    ['headers by the drop', (socket: Socket) => void drip(socket, 'HTTP/1.1 200 OK\r\n', 'x: y\r\n')],
    ['1xx for ever', (socket: Socket) => void drip(socket, '', 'HTTP/1.1 103 Early Hints\r\n\r\n')],
  ])('%s ends in time', async (_, talk) => {
    const { port } = await canary(talk, '127.0.0.1');
    const began = performance.now();
    expect(await fetchStatus(`http://127.0.0.1:${port}/`, { ...HERE, withinMs: 300 })).toEqual({
      kind: 'failed',
      problem: 'The server did not respond in time.',
    });
    expect(performance.now() - began).toBeLessThan(30_000);
  });

  async function drip(socket: Socket, first: string, drop: string) {
    socket.write(first);
    while (!socket.destroyed) {
      socket.write(drop);
      await sleep(20);
    }
  }

  test('hops share the time', async () => {
    const { url, asked } = await site(async (_request, response) => {
      await sleep(150);
      response.writeHead(302, { location: `/${asked.length}` }).end();
    });
    expect(await fetchStatus(url, { ...HERE, withinMs: 400 })).toMatchObject({
      kind: 'failed',
      problem: 'The server did not respond in time.',
    });
    expect(asked.length).toBeLessThan(5);
  });

  test.each([
    ['a flood of headers', `HTTP/1.1 200 OK\r\n${'x: y\r\n'.repeat(40_000)}\r\n`],
    ['one endless header', `HTTP/1.1 200 OK\r\nx: ${'y'.repeat(200_000)}\r\n\r\n`],
    ['no HTTP at all', 'SSH-2.0-OpenSSH_9.9\r\n'],
    ['a switch of protocols', 'HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n'],
    ['nothing', ''],
  ])('%s is a failure', async (_, bytes) => {
    const { port } = await canary((socket) => void socket.end(bytes), '127.0.0.1');
    expect(await fetchStatus(`http://127.0.0.1:${port}/`, { ...HERE, withinMs: 2_000 })).toMatchObject({
      kind: 'failed',
    });
  });

  test('nothing is told but who asks: no cookie, no referrer, no password', async () => {
    let headers: object = {};
    const { url } = await site((request, response) => {
      headers = request.headers;
      response.writeHead(200, { 'set-cookie': 'id=1' }).end();
    });
    await fetchStatus(url, HERE);
    await fetchStatus(url, HERE);
    expect(Object.keys(headers).sort()).toEqual(['accept', 'accept-encoding', 'connection', 'host', 'user-agent']);
    expect(headers).toMatchObject({ 'user-agent': expect.stringContaining('Dateline') });
  });
});

describe('politeness', () => {
  test('one host is asked one question at a time, with a pause between', async () => {
    let now = 0;
    let most = 0;
    const times: number[] = [];
    const { url } = await site(async (_request, response) => {
      times.push(performance.now());
      now += 1;
      most = Math.max(most, now);
      await sleep(30);
      now -= 1;
      response.end();
    });
    await Promise.all(['/a', '/b', '/c'].map((path) => fetchStatus(url + path, { reachPrivate: true, pauseMs: 60 })));
    expect(most).toBe(1);
    for (const [at, time] of times.slice(1).entries()) expect(time - (times[at] ?? 0)).toBeGreaterThanOrEqual(59);
  });
});
