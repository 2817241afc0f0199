import { createHmac } from 'node:crypto';
import { lookup as resolve } from 'node:dns';
import http from 'node:http';
import https from 'node:https';
import { isIP } from 'node:net';
import { codeOf, messageOf, textIn } from '../../kernel/error-facts.ts';
import { checkedLookup, INNER_CODE, isInnerAddress } from '../../platform/outgoing/inner-address.ts';
import type { DueDelivery } from '../store/webhooks.ts';

/** `reachPrivate` lets addresses of inner networks through. `resolver` finds the addresses of a name. */
export type SendOptions = { reachPrivate: boolean; withinMs?: number; resolver?: typeof resolve };

const WITHIN_MS = 10_000;
const MOST_READ = 64 * 1024;
const INNER = 'The address points to this machine or a private network. Set WEBHOOK_ALLOW_PRIVATE=true to allow that.';

/**
 * What `Dateline-Signature` says about a body: its time, and the HMAC-SHA256 of time and body, so that an old request
 * cannot be sent again as a new one.
 */
function signatureOf(secret: string, body: string, seconds: number): string {
  return `t=${seconds},v1=${createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')}`;
}

/**
 * Sends one delivery. Returns what went wrong; undefined where it arrived, which is any 2xx. No redirect is followed.
 * The address is checked where the connection is made, so a name cannot lead elsewhere between the check and the use.
 */
export async function sendWebhook(
  delivery: Pick<DueDelivery, 'id' | 'url' | 'secret' | 'topic' | 'body'>,
  options: SendOptions,
): Promise<string | undefined> {
  const url = new URL(delivery.url);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return 'The address is not a web address.';
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (isIP(host) && !options.reachPrivate && isInnerAddress(host)) return INNER;
  try {
    const status = await post(url, delivery, options);
    return status >= 200 && status < 300 ? undefined : `The server responded with ${status}.`;
  } catch (error) {
    return reasonOf(error);
  }
}

function post(
  url: URL,
  { id, secret, topic, body }: Parameters<typeof sendWebhook>[0],
  options: SendOptions,
): Promise<number> {
  const bytes = Buffer.from(body);
  const headers = {
    'Content-Type': 'application/json',
    'Content-Length': bytes.length,
    'User-Agent': 'Dateline',
    'Dateline-Topic': topic,
    'Dateline-Delivery': String(id),
    'Dateline-Signature': signatureOf(secret, body, Math.floor(Date.now() / 1000)),
  };
  return new Promise((resolved, failed) => {
    const { request } = url.protocol === 'https:' ? https : http;
    const signal = AbortSignal.timeout(options.withinMs ?? WITHIN_MS);
    const sent = request(
      url,
      {
        method: 'POST',
        headers,
        agent: false,
        lookup: checkedLookup({ reachPrivate: options.reachPrivate, resolver: options.resolver ?? resolve }),
        signal,
      },
      (answer) => {
        let length = 0;
        answer.on('data', (part: Buffer) => {
          length += part.length;
          if (length > MOST_READ) answer.destroy(new Error('The response is too long.'));
        });
        answer.on('end', () => resolved(answer.statusCode ?? 0));
        answer.on('error', failed);
      },
    );
    sent.on('error', failed);
    sent.end(bytes);
  });
}

const REASONS: Readonly<Record<string, string>> = {
  ENOTFOUND: 'The server name is unknown.',
  EAI_AGAIN: 'The server name could not be looked up.',
  ECONNREFUSED: 'The server refused the connection.',
  ECONNRESET: 'The server closed the connection.',
  ETIMEDOUT: 'The server did not respond in time.',
  ABORT_ERR: 'The server did not respond in time.',
  [INNER_CODE]: INNER,
};

function reasonOf(error: unknown): string {
  const known = REASONS[codeOf(error) ?? ''];
  if (known) return known;
  if (textIn(error, 'name') === 'TimeoutError') return 'The server did not respond in time.';
  return `It could not be sent: ${messageOf(error)}`.slice(0, 500);
}
