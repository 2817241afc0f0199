/**
 * What PostgreSQL, its driver and Prisma say when the database cannot serve a request now: no
 * connection, none free, shutting down, out of time. Everything else is a fault of ours.
 */
const SIGNS = [/^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENOTFOUND)$/, /^(08...|53...|57P0.|57014|25P03)$/, /^(P1001|P1002|P1008|P1017|P2024|P2028)$/];
const WORDS =
  /timeout exceeded when trying to connect|Connection terminated|Can't reach database server|DatabaseNotReachable|SocketTimeout|ConnectionClosed|TooManyConnections|not queryable/i;
const DEEPEST = 6;

/** Whether an error means that the database is down or too busy, looked for through every layer around it. */
export function isUnavailable(error: unknown, depth = 0): boolean {
  if (error === null || typeof error !== 'object' || depth > DEEPEST) return false;
  const { code, originalCode, kind, message, cause, meta, driverAdapterError, errors } = error as Record<string, unknown>;
  if ([code, originalCode].some((value) => typeof value === 'string' && SIGNS.some((sign) => sign.test(value)))) return true;
  if ([kind, message].some((value) => typeof value === 'string' && WORDS.test(value))) return true;
  return [cause, meta, driverAdapterError, ...(Array.isArray(errors) ? errors : [])].some((inner) => isUnavailable(inner, depth + 1));
}
