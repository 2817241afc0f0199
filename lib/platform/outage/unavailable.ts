import type { DatabaseFaultKind } from '../../kernel/database-fault.ts';
import { oneLine } from '../../kernel/one-line.ts';
import { isRecord } from '../../kernel/record.ts';

/**
 * Why the database cannot serve now, with what it said of that and the code of PostgreSQL or the system, where there is
 * one.
 */
export type DatabaseFault = { kind: DatabaseFaultKind; code?: string; reason: string };

type FaultSign = readonly [DatabaseFaultKind, RegExp];

/**
 * What PostgreSQL, its driver and Prisma say when the database cannot serve a request now: no connection, none free,
 * shutting down, out of time, disk, memory, or not to be written. Everything else is a fault of ours.
 */
const CODES: readonly FaultSign[] = [
  ['full', /^53100$/],
  ['no-memory', /^53200$/],
  ['no-connections', /^53[34]00$/],
  ['read-only', /^25006$/],
  ['slow', /^(57014|25P0[34]|P1008|P2028)$/],
  [
    'away',
    /^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN|08...|53...|57P0.|P1001|P1002|P1017|P2024)$/,
  ],
];
const WORDS: readonly FaultSign[] = [
  ['no-connections', /TooManyConnections/],
  ['slow', /SocketTimeout/],
  [
    'away',
    /timeout exceeded when trying to connect|Connection terminated|Can't reach database server|DatabaseNotReachable|ConnectionClosed|not queryable|The connection that listens ended/i,
  ],
];
/** How PostgreSQL and systems write their codes; Prisma's own begin with P. */
const OUTER = /^(?!P\d)[A-Z0-9_]{5,}$/;
const DEEPEST = 6;
const LONGEST_REASON = 300;

/** Whether an error means that the database cannot serve now. */
export function isUnavailable(error: unknown): boolean {
  return databaseFault(error) !== undefined;
}

/**
 * What an error says about a database that cannot serve now, looked for through every layer around it; undefined for
 * every other error.
 */
export function databaseFault(error: unknown): DatabaseFault | undefined {
  const layers = layersOf(error);
  // The innermost layer is PostgreSQL's own word; what is around it is less exact.
  for (const layer of layers.reverse()) {
    const kind = kindOf(layer);
    if (kind) return { kind, ...withCode(layers), reason: reasonOf(layers, layer) };
  }
  return undefined;
}

/** The code that PostgreSQL gave an error, or the system, through every layer around it. */
export function databaseCode(error: unknown): string | undefined {
  return withCode(layersOf(error).reverse()).code;
}

type Layer = Record<string, unknown>;

/** An error and all that is within it, the outer ones first. */
function layersOf(error: unknown, depth = 0): Layer[] {
  if (!isRecord(error) || depth > DEEPEST) return [];
  const { cause, meta, driverAdapterError, errors } = error;
  return [
    error,
    ...[cause, meta, driverAdapterError, ...(Array.isArray(errors) ? errors : [])].flatMap((inner) =>
      layersOf(inner, depth + 1),
    ),
  ];
}

function kindOf({ code, originalCode, kind, message }: Layer): DatabaseFaultKind | undefined {
  return signed(CODES, [originalCode, code]) ?? signed(WORDS, [kind, message]);
}

function signed(signs: readonly FaultSign[], values: readonly unknown[]): DatabaseFaultKind | undefined {
  return signs.find(([, sign]) => values.some((value) => typeof value === 'string' && sign.test(value)))?.[0];
}

function withCode(layers: readonly Layer[]): { code?: string } {
  const codes = layers.flatMap(({ originalCode, code }) => [originalCode, code]);
  const code = codes.find((value): value is string => typeof value === 'string' && OUTER.test(value));
  return code === undefined ? {} : { code };
}

/** PostgreSQL's own words, in one line. What Prisma writes around them holds the arguments of a query. */
function reasonOf(layers: readonly Layer[], found: Layer): string {
  const said = [
    found['originalMessage'],
    ...layers.map((layer) => layer['originalMessage']),
    isPrisma(found) ? undefined : found['message'],
    placeOf(found),
    found['code'],
  ];
  const reason = said.find((value) => typeof value === 'string' && value !== '');
  return oneLine(String(reason ?? 'no reason given').replaceAll(/\/\/[^/\s@]+@/g, '//…@'), LONGEST_REASON);
}

/** Prisma keeps of some errors no more than their kind, and where it was. */
function placeOf({ kind, host, port }: Layer): string | undefined {
  if (typeof kind !== 'string') return undefined;
  return typeof host === 'string' ? `${kind} ${host}:${port}` : kind;
}

function isPrisma({ name }: Layer): boolean {
  return String(name).startsWith('Prisma');
}
