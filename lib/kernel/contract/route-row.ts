import type { z } from 'zod';
import type { Permission } from '../permission/table.ts';
import { keysOf, recordOf } from '../record.ts';
import { OPERATIONS, type Operation } from './operations.ts';

/**
 * One row per operation: who may, what goes in, what comes out. Handlers, the API's description and the browser's
 * client are made of it.
 */
type RouteRow = {
  permission: Permission | 'anyone';
  summary: string;
  params?: z.ZodObject;
  query?: z.ZodObject;
  body?: z.ZodType;
  /** The body is a file of one of these types, which the handler takes as a stream. */
  raw?: { types: readonly string[]; most: number };
  /** The change names the state that it was made over; of what, for the description. */
  ifMatch?: 'entry' | 'target' | 'settings';
  /** Takes an `Idempotency-Key`. */
  repeatable?: true;
  /** Too many tries are refused for a while. */
  throttled?: true;
  status: 200 | 201 | 202;
  answer: z.ZodType;
  /** What the answer is where it is not JSON. */
  answerType?: string;
};

/** Some rows by their operations. A row without who may, or without its answer, does not compile. */
export type RouteRows = Readonly<Partial<Record<Operation, RouteRow>>>;

/** A row with its method and path. */
export type Route = RouteRow & { method: 'GET' | 'POST' | 'PATCH' | 'PUT'; path: string };

type PlacedRoutes<All extends RouteRows> = {
  readonly [Name in keyof All & Operation]: All[Name] & {
    readonly method: (typeof OPERATIONS)[Name][0];
    readonly path: (typeof OPERATIONS)[Name][1];
  };
};

/** Every row with its method and path. An operation without a row does not compile. */
export function placed<const All extends Readonly<Record<Operation, RouteRow>>>(rows: All): PlacedRoutes<All> {
  return recordOf(keysOf(OPERATIONS), (name) => {
    const [method, path] = OPERATIONS[name];
    return { ...rows[name], method, path };
  }) as unknown as PlacedRoutes<All>;
}
