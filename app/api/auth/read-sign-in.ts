import type { NextRequest } from 'next/server';
import { LARGEST_BODY } from '#lib/exchange/import/contract/uploads.ts';
import type { Result } from '#lib/kernel/result.ts';
import { badInput, notJson, tooLarge } from '../v1/problem.ts';
import { bytesOf } from '../v1/read-request.ts';

type TextMap = Record<string, string>;

/** What next-auth is asked, read and checked here: it answers a malformed one with a fault, and logs what was sent. */
export type SignInRequest = { query: TextMap; body: TextMap; cookies: TextMap };

const CALLBACK_COOKIE = /^(?:__Secure-)?next-auth\.callback-url$/;
/** The names of next-auth's errors; they are shown in an address. */
const ERROR = /^[\w-]{1,60}$/;

/**
 * Reads a request to sign in or out; a problem where it is malformed. A cookie that leads elsewhere is as good as none.
 */
export async function readSignIn(request: NextRequest): Promise<Result<SignInRequest, Response>> {
  const query: TextMap = Object.fromEntries(request.nextUrl.searchParams);
  if (query['error'] !== undefined && !ERROR.test(query['error'])) delete query['error'];
  const body = request.method === 'POST' ? await readTexts(request) : { ok: true as const, value: {} };
  if (!body.ok) return body;
  if ([query['callbackUrl'], body.value['callbackUrl']].some((url) => url !== undefined && !isOfWeb(url)))
    return { ok: false, error: badInput([{ field: 'callbackUrl', message: 'is not an address of this site.' }]) };
  const cookies = request.cookies.getAll().filter(({ name, value }) => !CALLBACK_COOKIE.test(name) || isOfWeb(value));
  return {
    ok: true,
    value: { query, body: body.value, cookies: Object.fromEntries(cookies.map(({ name, value }) => [name, value])) },
  };
}

/** A form, or JSON of one level. Nothing of it is quoted where it cannot be read. */
async function readTexts(request: Request): Promise<Result<TextMap, Response>> {
  const type = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase();
  const bytes = await bytesOf(request);
  if (!bytes) return { ok: false, error: tooLarge(LARGEST_BODY) };
  if (bytes.length === 0) return { ok: true, value: {} };
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    if (type === 'application/x-www-form-urlencoded')
      return { ok: true, value: Object.fromEntries(new URLSearchParams(text)) };
    if (type === 'application/json') return textsOf(JSON.parse(text));
  } catch {
    return { ok: false, error: notJson(400) };
  }
  return { ok: false, error: notJson(415) };
}

function textsOf(value: unknown): Result<TextMap, Response> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return { ok: false, error: notJson(400) };
  const texts: TextMap = {};
  for (const [field, text] of Object.entries(value)) {
    if (typeof text !== 'string' && typeof text !== 'boolean')
      return { ok: false, error: badInput([{ field, message: 'is not a text.' }]) };
    texts[field] = String(text);
  }
  return { ok: true, value: texts };
}

/** Whether next-auth can read it as an address; where it leads to another site, next-auth itself stays here. */
function isOfWeb(url: string): boolean {
  const base = 'http://here.invalid';
  if (url.startsWith('/')) return URL.canParse(url, base);
  return URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);
}
