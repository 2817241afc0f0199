import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { LARGEST_BODY, LARGEST_UPLOAD, UPLOAD_PATH } from '../../exchange/import/contract/uploads.ts';
import {
  PROBLEM_TYPE,
  type Problem,
  problemDocument,
  tooLargeProblem,
} from '../../kernel/contract/problem-document.ts';
import { browserHeaders, newNonce } from '../../people/sign-in/browser-policy.ts';
import { type BodyFailure, hasBody, Room, wholeBody, withBody } from './whole-body.ts';
import { allowedAt, wrongRequest } from './wrong-request.ts';

/** What answers the requests that are let through. */
export type RequestHandler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** `held`: the most bytes of bodies that are being read at once. */
export type GateLimits = {
  body: number;
  upload: number;
  held: number;
  bodyWithinMs: number;
  uploadPauseMs: number;
  lingerMs: number;
};

const USUAL: GateLimits = {
  body: LARGEST_BODY,
  upload: LARGEST_UPLOAD,
  held: 48_000_000,
  bodyWithinMs: 20_000,
  uploadPauseMs: 60_000,
  lingerMs: 1_500,
};
const HEADERS_WITHIN_MS = 15_000;
const IDLE_CHECK_MS = 5_000;

const SLOW: Problem = {
  status: 408,
  code: 'too-slow',
  title: 'Too slow',
  detail: 'The request did not arrive in time. Send it again.',
};
const BUSY: Problem = {
  status: 503,
  code: 'unavailable',
  title: 'Not available now',
  detail: 'Too many requests at once. Nothing was changed; try again in a moment.',
};
const FAULT: Problem = {
  status: 500,
  code: 'fault',
  title: 'Something went wrong',
  detail: 'The request failed on our side. Nothing was confirmed.',
};

/**
 * Stands in front of the app. What is malformed, or larger or slower than anything that the app takes, is answered
 * here, at any address and before anybody is asked who sends it. A body goes on once it is whole; only uploads are
 * passed on as they come, and counted where they are kept.
 */
export function guard(server: Server, handle: RequestHandler, limits: Partial<GateLimits> = {}): void {
  const gate = gateFor(handle, { ...USUAL, ...limits });
  server.headersTimeout = HEADERS_WITHIN_MS;
  // Uploads may take their time as long as they go on; other bodies are timed by the gate.
  server.requestTimeout = 0;
  server.on('request', gate);
  server.on('checkContinue', gate);
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Socket) => answerRaw(error, socket));
}

/** How often a server looks for connections whose headers do not come. It can only be said when the server is made. */
export const SERVER_OPTIONS = { connectionsCheckingInterval: IDLE_CHECK_MS } as const;

function gateFor(handle: RequestHandler, limits: GateLimits): RequestListener {
  const room = new Room(limits.held);

  async function pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const wrong = wrongRequest(request);
    if (wrong)
      return refuse(
        request,
        response,
        wrong,
        limits,
        wrong.status === 405 ? { Allow: allowedAt(request.url ?? '').join(', ') } : {},
      );
    const isUpload = request.method === 'POST' && request.url?.split('?', 1)[0] === UPLOAD_PATH;
    const most = isUpload ? limits.upload : limits.body;
    if (Number(request.headers['content-length'] ?? 0) > most)
      return refuse(request, response, tooLargeProblem(most), limits);
    if (!hasBody(request)) return handle(request, response);
    if (isUpload) return passUpload(request, response);
    if (awaitsContinue(request)) response.writeContinue();
    const body = await wholeBody(request, { most, withinMs: limits.bodyWithinMs, room });
    if (!Buffer.isBuffer(body)) return refuseUnread(request, response, body, most);
    try {
      await handle(withBody(request, body), response);
    } finally {
      room.give(body.length);
    }
  }

  function passUpload(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (awaitsContinue(request)) response.writeContinue();
    const { socket } = request;
    const end = () => socket.destroy();
    socket.setTimeout(limits.uploadPauseMs, end);
    response.once('close', () => {
      socket.setTimeout(0, end);
      // Refused on the way: what is still being sent is not wanted.
      if (!request.complete) setTimeout(end, limits.lingerMs);
    });
    return handle(request, response);
  }

  function refuseUnread(request: IncomingMessage, response: ServerResponse, why: BodyFailure, most: number): void {
    if (why === 'gone') request.socket.destroy();
    else if (why === 'too-much') refuse(request, response, BUSY, limits, { 'Retry-After': '2' });
    else refuse(request, response, why === 'too-large' ? tooLargeProblem(most) : SLOW, limits);
  }

  return (request, response) => {
    pass(request, response).catch(() =>
      response.headersSent ? request.socket.destroy() : refuse(request, response, FAULT, limits),
    );
  };
}

function awaitsContinue({ headers }: IncomingMessage): boolean {
  return headers.expect?.toLowerCase() === '100-continue';
}

/** Answers and closes. What the client still sends is dropped for a moment, so that it can read the answer first. */
function refuse(
  request: IncomingMessage,
  response: ServerResponse,
  problem: Problem,
  { lingerMs }: GateLimits,
  headers: Record<string, string> = {},
): void {
  const { type, text } = written(request, problem);
  response.writeHead(problem.status, { ...headers, ...common(type, text), Connection: 'close' });
  const close = () => response.end();
  if (request.method === 'HEAD' || request.complete)
    return void response.end(request.method === 'HEAD' ? undefined : text);
  response.write(text);
  const late = setTimeout(close, lingerMs);
  request.once('close', () => clearTimeout(late));
  request.once('end', close);
  request.on('error', close).resume();
}

/** A request that cannot even be read as HTTP. */
function answerRaw(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  const problem = RAW[error.code ?? ''] ?? {
    status: 400,
    code: 'bad-request',
    title: 'Bad Request',
    detail: 'This is not a valid HTTP request.',
  };
  const text = problemDocument(problem);
  const headers = Object.entries({
    ...browserHeaders(newNonce()),
    ...common(PROBLEM_TYPE, text),
    Connection: 'close',
  }).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 ${problem.status} ${problem.title}\r\n${headers.join('')}\r\n${text}`);
}

const RAW: Readonly<Record<string, Problem>> = {
  HPE_HEADER_OVERFLOW: {
    status: 431,
    code: 'headers-too-large',
    title: 'Request Header Fields Too Large',
    detail: 'The headers of the request are too large. Clear the cookies for this site.',
  },
  ERR_HTTP_REQUEST_TIMEOUT: SLOW,
};

function common(type: string, text: string): Record<string, string> {
  return {
    'Content-Type': type,
    'Content-Length': String(Buffer.byteLength(text)),
    'Cache-Control': 'private, no-store',
  };
}

/** A problem document for programs, a page for people. */
function written({ url = '', headers }: IncomingMessage, problem: Problem): { type: string; text: string } {
  const isForPeople = !url.startsWith('/api/') && (headers.accept ?? '').includes('text/html');
  return isForPeople
    ? { type: 'text/html; charset=utf-8', text: pageOf(problem) }
    : { type: PROBLEM_TYPE, text: problemDocument(problem) };
}

/** All of its words are ours: nothing that was sent is in it. */
function pageOf({ title, detail }: Problem): string {
  return `<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title></head>
<body style="font-family: system-ui, sans-serif; max-width: 40rem; margin: 4rem auto; padding: 0 1rem">
<h1>${title}</h1><p>${detail}</p><p><a href="/">Go to the desk</a></p></body></html>
`;
}
