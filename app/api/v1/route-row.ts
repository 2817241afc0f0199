import type { z } from 'zod';
import type { Verb } from '#lib/domain/permission/table.ts';

/** One row per method and path: who may, what goes in, what comes out. Handlers and the API's description are both made of it. */
export type Route = {
  method: 'GET' | 'POST' | 'PATCH' | 'PUT';
  path: string;
  verb: Verb | 'anyone';
  summary: string;
  params?: z.ZodObject;
  query?: z.ZodObject;
  body?: z.ZodType;
  /** The body is a file of one of these types, which the handler takes as a stream. */
  raw?: { types: readonly string[]; most: number };
  /** The change names the state that it was made over; of what, for the description. */
  ifMatch?: 'event' | 'target' | 'settings';
  /** Takes an `Idempotency-Key`. */
  repeatable?: true;
  status: 200 | 201 | 202;
  answer: z.ZodType;
  /** What the answer is where it is not JSON. */
  answerType?: string;
};
