import type { z } from 'zod';
import { LARGEST_BODY } from '#lib/exchange/import/contract/uploads.ts';
import { parsed } from '#lib/kernel/contract/parsed.ts';
import { problemsOf } from '#lib/kernel/contract/problems.ts';
import type { Result } from '#lib/kernel/result.ts';
import { badInput, notJson, problem, tooLarge, wrongType } from './problem.ts';

type ReadResult<T> = Result<T, Response>;

/** The query of an address, by its schema. A key that comes twice is refused, since it cannot mean both. */
export function readQuery<S extends z.ZodType>(request: Request, schema: S): ReadResult<z.output<S>> {
  const given = [...new URL(request.url).searchParams];
  const twice = given.map(([key]) => key).find((key, at, keys) => keys.indexOf(key) !== at);
  if (twice !== undefined) return { ok: false, error: badInput([{ field: twice, message: 'is given twice.' }]) };
  return checked(schema, Object.fromEntries(given));
}

/** The parameters of an address, by their schema. An address that no row can have is not found. */
export function readParams<S extends z.ZodType>(params: unknown, schema: S): ReadResult<z.output<S>> {
  const found = schema.safeParse(params);
  if (found.success) return { ok: true, value: found.data };
  const fields = problemsOf(found.error);
  const detail = fields.map(({ field, message }) => `${field} ${message}`).join(' ');
  return { ok: false, error: problem({ status: 404, code: 'not-found', title: 'Not found', detail, fields }) };
}

/** The body, by its schema. No body at all counts as `{}`. */
export async function readBody<S extends z.ZodType>(request: Request, schema: S): Promise<ReadResult<z.output<S>>> {
  const bytes = await bytesOf(request);
  if (!bytes) return { ok: false, error: tooLarge(LARGEST_BODY) };
  if (bytes.length === 0) return checked(schema, {});
  if (!/^application\/(?:[\w.+-]+\+)?json\s*(?:;|$)/i.test(request.headers.get('content-type') ?? ''))
    return { ok: false, error: notJson(415) };
  try {
    return checked(schema, JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)));
  } catch {
    return { ok: false, error: notJson(400) };
  }
}

function checked<S extends z.ZodType>(schema: S, input: unknown): ReadResult<z.output<S>> {
  const found = parsed(schema, input);
  return found.success ? { ok: true, value: found.data } : { ok: false, error: badInput(problemsOf(found.error)) };
}

/**
 * A body that is a file, as a stream. Refused by its type and the length that its header says; whoever reads it counts
 * for itself.
 */
export function readRaw(
  request: Request,
  { types, most }: { types: readonly string[]; most: number },
): ReadResult<AsyncIterable<Uint8Array>> {
  const type = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase() ?? '';
  if (!types.includes(type)) return { ok: false, error: wrongType(types) };
  if (Number(request.headers.get('content-length') ?? 0) > most) return { ok: false, error: tooLarge(most) };
  return { ok: true, value: chunksOf(request) };
}

async function* chunksOf(request: Request): AsyncGenerator<Uint8Array> {
  const reader = request.body?.getReader();
  try {
    for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) yield part.value;
  } finally {
    // Where the rest is not wanted, nobody should go on sending it.
    await reader?.cancel();
  }
}

/** The bytes of a body; undefined as soon as they are too many, whatever its header said. */
export async function bytesOf(request: Request): Promise<Uint8Array | undefined> {
  if (Number(request.headers.get('content-length') ?? 0) > LARGEST_BODY) return undefined;
  const reader = request.body?.getReader();
  const parts: Uint8Array[] = [];
  let length = 0;
  for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
    length += part.value.length;
    if (length > LARGEST_BODY) {
      await reader?.cancel();
      return undefined;
    }
    parts.push(part.value);
  }
  return Buffer.concat(parts);
}
