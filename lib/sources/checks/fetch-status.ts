import { lookup as resolve } from 'node:dns';
import http from 'node:http';
import https from 'node:https';
import { codeOf, textIn } from '../../kernel/error-facts.ts';
import { inHostQueue } from '../../platform/outgoing/host-queue.ts';
import { checkedLookup, INNER_CODE, isInnerHost } from '../../platform/outgoing/inner-address.ts';
import type { CheckOutcome } from '../rules/check.ts';

/**
 * `reachPrivate` lets addresses of inner networks through. `resolver` finds the addresses of a name. `stop` breaks a
 * check off.
 */
export type FetchOptions = {
  reachPrivate: boolean;
  resolver?: typeof resolve;
  withinMs?: number;
  pauseMs?: number;
  stop?: AbortSignal;
};

/** The time that all hops of a check may take together, save for waiting until a host is free. */
const WITHIN_MS = 10_000;
/** Between two requests to one host, also of one check. */
const PAUSE_MS = 1_000;
const MOST_REDIRECTS = 5;
const MOST_HEADER_BYTES = 16 * 1024;
const LONGEST_ADDRESS = 2_000;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);
/** Ports below this are other services, save for the two of the web. */
const FREE_PORTS_FROM = 1024;

const INNER = 'The address points to this machine or a private network and is not checked.';

type StatusAnswer = { status: number; location: string | undefined };

/**
 * Asks whether a web address answers, as far as an outsider may: http and https only, to addresses of the public
 * internet only (checked at each connection, for each redirect), without cookies or a password, bounded in time. Only
 * the head of the answer is read; the connection is closed before its body, so neither an endless nor a packed one
 * costs anything. A robots.txt is for those who gather pages; a single question whether a cited page is there does not
 * ask it.
 */
export async function fetchStatus(address: string, reach: FetchOptions): Promise<CheckOutcome> {
  let url = new URL(address);
  let left = reach.withinMs ?? WITHIN_MS;
  for (let hop = 0; hop <= MOST_REDIRECTS; hop += 1) {
    const no = whyNotReached(url, reach);
    if (no) return { kind: 'refused', problem: no };
    const step = await timed(() => ask(url, reach, left), url.host, reach.pauseMs ?? PAUSE_MS);
    if ('problem' in step.value) return step.value;
    left -= step.ms;
    const { status, location } = step.value;
    if (!REDIRECTS.has(status) || location === undefined) return { kind: 'answered', status, at: url.href };
    if (location.length > LONGEST_ADDRESS || !URL.canParse(location, url))
      return { kind: 'failed', problem: 'It redirects to something that is not an address.' };
    url = new URL(location, url);
    if (left <= 0) return { kind: 'failed', problem: LATE };
  }
  return { kind: 'failed', problem: `It redirects more than ${MOST_REDIRECTS} times.` };
}

function whyNotReached(url: URL, { reachPrivate }: FetchOptions): string | undefined {
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return 'It redirects away from the web.';
  if (url.username || url.password) return 'The address contains a user name or password.';
  if (!reachPrivate && isInnerHost(url.hostname)) return INNER;
  if (!reachPrivate && url.port !== '' && Number(url.port) < FREE_PORTS_FROM)
    return 'The address uses a port that is not a web port.';
  return undefined;
}

async function timed<T>(work: () => Promise<T>, host: string, pauseMs: number): Promise<{ value: T; ms: number }> {
  return inHostQueue(host, pauseMs, async () => {
    const began = performance.now();
    const value = await work();
    return { value, ms: performance.now() - began };
  });
}

async function ask(
  url: URL,
  reach: FetchOptions,
  withinMs: number,
): Promise<StatusAnswer | Exclude<CheckOutcome, { kind: 'answered' }>> {
  try {
    const late = AbortSignal.timeout(Math.max(1, Math.ceil(withinMs)));
    return await headOf(url, reach, reach.stop ? AbortSignal.any([late, reach.stop]) : late);
  } catch (error) {
    const code = codeOf(error);
    const name = textIn(error, 'name');
    if (code === INNER_CODE) return { kind: 'refused', problem: INNER };
    return {
      kind: 'failed',
      problem:
        name === 'TimeoutError' || name === 'AbortError'
          ? LATE
          : (REASONS[code ?? ''] ?? `No response (${code ?? 'the connection failed'}).`),
    };
  }
}

function headOf(
  url: URL,
  { reachPrivate, resolver = resolve }: FetchOptions,
  signal: AbortSignal,
): Promise<StatusAnswer> {
  return new Promise((resolved, failed) => {
    const { request } = url.protocol === 'https:' ? https : http;
    const sent = request(url, {
      method: 'GET',
      agent: false,
      lookup: checkedLookup({ reachPrivate, resolver }),
      signal,
      maxHeaderSize: MOST_HEADER_BYTES,
      headers: {
        'User-Agent': 'Dateline (checks whether cited pages are there)',
        Accept: '*/*',
        'Accept-Encoding': 'identity',
        Connection: 'close',
      },
    });
    sent.on('response', (answer) => {
      answer.on('error', () => undefined);
      resolved({ status: answer.statusCode ?? 0, location: answer.headers.location });
      sent.destroy();
    });
    sent.on('error', failed);
    sent.on('close', () => failed(Object.assign(new Error('closed'), { code: 'ECONNRESET' })));
    sent.end();
  });
}

const LATE = 'The server did not respond in time.';

const REASONS: Readonly<Record<string, string>> = {
  ENOTFOUND: 'The server name is unknown.',
  EAI_AGAIN: 'The server name could not be looked up.',
  ECONNREFUSED: 'The server refused the connection.',
  ECONNRESET: 'The server closed the connection.',
  ETIMEDOUT: LATE,
  EHOSTUNREACH: 'The server cannot be reached.',
  ENETUNREACH: 'The network of the server cannot be reached.',
  HPE_HEADER_OVERFLOW: 'The response has too many headers.',
  CERT_HAS_EXPIRED: 'The server’s certificate has expired.',
  ERR_TLS_CERT_ALTNAME_INVALID: 'The server’s certificate is for another name.',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'The server’s certificate is self-signed.',
  SELF_SIGNED_CERT_IN_CHAIN: 'The server’s certificate is self-signed.',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'The server’s certificate cannot be verified.',
};
