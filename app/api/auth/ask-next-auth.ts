import { randomUUID } from 'node:crypto';
import NextAuth from 'next-auth';
import type { PersonId } from '#lib/kernel/ids.ts';
import { newSecret } from '#lib/people/sign-in/secrets.ts';
import { knowDevice } from '#lib/people/sign-in/sign-in.ts';
import { currentStore } from '#lib/platform/database/current.ts';
import { faultForLog, log, noteOutage } from '../../log.ts';
import { deviceCookie, deviceOf } from '../../session-cookie.ts';
import { fault, unavailable } from '../v1/problem.ts';
import { signInOptions } from './options.ts';
import type { SignInRequest } from './read-sign-in.ts';

/**
 * Hands a request that was read before to next-auth and returns its answer. It is asked the way of its pages, in which
 * it takes what it is given; in the other way it reads body and cookies of its own accord.
 */
export async function askNextAuth(
  request: Request,
  nextauth: readonly string[],
  { query, body, cookies }: SignInRequest,
): Promise<Response> {
  const answer = new Collected();
  const method = request.method === 'HEAD' ? 'GET' : request.method;
  const asked = {
    query: { ...query, nextauth: [...nextauth] },
    body,
    cookies,
    headers: Object.fromEntries(request.headers),
    method,
  };
  try {
    const entered: PersonId[] = [];
    await NextAuth(
      asked as never,
      answer as never,
      signInOptions(request, (person) => entered.push(person)),
    );
    return await remembered(request, answer.response(), entered[0]);
  } catch (error) {
    const outage = noteOutage(error);
    if (outage) return unavailable(outage.kind);
    const reference = randomUUID().slice(0, 8);
    log.error({ reference, ...faultForLog(error) }, 'sign-in failed');
    return fault(reference);
  }
}

/** The answer, with the cookie by which this browser is known from now on where somebody signed in. */
async function remembered(request: Request, answer: Response, person: PersonId | undefined): Promise<Response> {
  if (person === undefined) return answer;
  const secret = deviceOf(request.headers.get('cookie')) ?? newSecret();
  await knowDevice(currentStore(), person, secret);
  answer.headers.append('Set-Cookie', deviceCookie(secret));
  return answer;
}

/** As much of a response of Node as next-auth writes to. */
class Collected {
  private readonly headers = new Map<string, string | string[]>();
  private code = 200;
  private text: string | undefined;

  status(code: number): this {
    this.code = code;
    return this;
  }

  getHeader(name: string): string | string[] | undefined {
    return this.headers.get(name.toLowerCase());
  }

  setHeader(name: string, value: string | string[]): this {
    this.headers.set(name.toLowerCase(), value);
    return this;
  }

  end(): void {
    this.text ??= '';
  }

  json(value: unknown): void {
    this.setHeader('content-type', 'application/json');
    this.text = JSON.stringify(value);
  }

  send(body: unknown): void {
    if (typeof body === 'string') this.text = body;
    else if (body !== undefined) this.json(body);
  }

  response(): Response {
    const headers = new Headers();
    for (const [name, value] of this.headers) for (const one of [value].flat()) headers.append(name, one);
    return new Response(this.text ?? null, { status: this.code, headers });
  }
}
