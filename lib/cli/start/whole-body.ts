import { IncomingMessage } from 'node:http';

/** Why a body was not read. */
export type BodyFailure = 'too-large' | 'too-slow' | 'too-much' | 'gone';

/** The memory for bodies that are being read or answered, all together. */
export class Room {
  private left: number;

  constructor(most: number) {
    this.left = most;
  }

  /** Takes some of it; whether there was as much. What is taken is given back by the same number. */
  take(bytes: number): boolean {
    this.left -= bytes;
    return this.left >= 0;
  }

  give(bytes: number): void {
    this.left += bytes;
  }
}

/** Whether a request says that a body follows. */
export function hasBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}

/** How a body is read: no more than `most` bytes, no longer than `withinMs`, and as far as there is room. */
export type BodyLimits = { most: number; withinMs: number; room: Room };

/**
 * The bytes of a body, counted as they come; why not, as soon as they are too many or too late. Their room is to be
 * given back by `whole.length`.
 */
export function wholeBody(
  request: IncomingMessage,
  { most, withinMs, room }: BodyLimits,
): Promise<Buffer | BodyFailure> {
  return new Promise((resolve) => {
    const parts: Buffer[] = [];
    let length = 0;
    const late = setTimeout(() => stop('too-slow'), withinMs);
    const end = (found: Buffer | BodyFailure) => {
      clearTimeout(late);
      request.off('data', take).off('end', done).off('error', gone).off('close', gone);
      resolve(found);
    };
    const stop = (why: BodyFailure) => {
      parts.length = 0;
      room.give(length);
      end(why);
    };
    const take = (part: Buffer) => {
      length += part.length;
      parts.push(part);
      if (!room.take(part.length)) stop('too-much');
      else if (length > most) stop('too-large');
    };
    const done = () => end(Buffer.concat(parts, length));
    const gone = () => stop('gone');
    request.on('data', take).once('end', done).once('error', gone).once('close', gone);
  });
}

/** The same request, with a body that was read before. */
export function withBody(request: IncomingMessage, body: Buffer): IncomingMessage {
  const again = new IncomingMessage(request.socket);
  const { 'transfer-encoding': _, ...headers } = request.headers;
  again.method = request.method;
  again.url = request.url;
  again.httpVersion = request.httpVersion;
  again.httpVersionMajor = request.httpVersionMajor;
  again.httpVersionMinor = request.httpVersionMinor;
  again.rawHeaders = request.rawHeaders;
  again.headers = { ...headers, 'content-length': String(body.length) };
  again.complete = true;
  again.push(body);
  again.push(null);
  return again;
}
