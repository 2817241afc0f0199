import type { Route } from '../kernel/contract/route-row.ts';

/** What the problems of a request mean, by their status. */
export const PROBLEMS = {
  400: 'The input is invalid; `fields` says where',
  401: 'Nobody is signed in, or the token is not valid',
  403: 'The sender may not do this, or the request comes from another site',
  404: 'Not found',
  409: 'The current state does not allow it, for example because somebody else was faster',
  413: 'The body is too large',
  415: 'The type of the body is not supported',
  422: 'The input is understood, but not allowed; `fields` says where',
  428: 'If-Match is missing',
  429: 'Too many attempts; wait 15 minutes',
} as const;

type ProblemStatus = keyof typeof PROBLEMS;

/**
 * The problems that an operation can answer with, by what its row has. A fault or an outage of the server can come
 * besides.
 */
export function problemsOf(row: Route): ProblemStatus[] {
  const isOpen = row.permission === 'anyone';
  const changes = row.method !== 'GET';
  const takesBody = row.body !== undefined || row.raw !== undefined;
  const can: Readonly<Record<ProblemStatus, boolean>> = {
    400: true,
    401: !isOpen,
    403: !isOpen || changes,
    404: row.params !== undefined || row.query !== undefined || takesBody,
    409: changes,
    413: takesBody,
    415: takesBody,
    422: changes || row.query !== undefined,
    428: row.ifMatch !== undefined,
    429: row.throttled === true,
  };
  return STATUSES.filter((status) => can[status]);
}

const STATUSES = [400, 401, 403, 404, 409, 413, 415, 422, 428, 429] as const satisfies readonly ProblemStatus[];
