import type { AppError, FieldProblem } from '#lib/kernel/app-error.ts';
import { PROBLEM_TYPE, type Problem, problemDocument, tooLargeProblem } from '#lib/kernel/contract/problem-document.ts';
import { DATABASE_FAULTS, type DatabaseFaultKind, databaseFaultWords } from '#lib/kernel/database-fault.ts';
import type { ErrorKind } from '#lib/kernel/error-wording.ts';
import { explain, fieldsOf } from '#lib/kernel/explain-error.ts';

const STATUS: Readonly<Record<ErrorKind, number>> = {
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  invalid: 422,
  'too-many': 429,
};

/** Nothing that the API answers belongs into a cache that others share. */
export const PRIVATE = { 'Cache-Control': 'private, no-store' } as const;

/** A problem as an answer. */
export function problem(said: Problem, headers: Record<string, string> = {}): Response {
  return new Response(problemDocument(said), {
    status: said.status,
    headers: { 'Content-Type': PROBLEM_TYPE, ...PRIVATE, ...headers },
  });
}

/** An error of the archive as a problem. */
export function problemOf(error: AppError, current?: unknown): Response {
  const { kind, title, detail } = explain(error);
  return problem({
    status: STATUS[kind],
    code: error.code,
    title,
    detail,
    fields: fieldsOf(error),
    current,
    more: textsOf(error),
  });
}

/** The texts and clashes, or the names, that a person needs to decide. */
function textsOf(error: AppError): object {
  if (error.code === 'stale-preview') return { hash: error.hash };
  if (error.code === 'names-near') return { near: error.near };
  if (error.code !== 'stale-save' && error.code !== 'stale-base') return {};
  const { code: _, ...texts } = error;
  return texts;
}

export function badInput(fields: readonly FieldProblem[]): Response {
  const detail = fields.map(({ field, message }) => `${field}: ${message}`).join(' ');
  return problem({ status: 400, code: 'bad-input', title: 'Check the marked fields', detail, fields });
}

export const notSignedIn = () =>
  problem(
    {
      status: 401,
      code: 'not-signed-in',
      title: 'Not signed in',
      detail: 'Sign in, or send a valid token as "Authorization: Bearer …".',
    },
    { 'WWW-Authenticate': 'Bearer' },
  );

export const otherPerson = () =>
  problem({
    status: 401,
    code: 'other-person',
    title: 'Signed in as somebody else',
    detail: 'This page belongs to another person. Sign in as that person again, or reload the page.',
  });

export const foreignOrigin = () =>
  problem({
    status: 403,
    code: 'foreign-origin',
    title: 'Refused',
    detail: 'This request came from another site. Open this site directly and try again.',
  });

export const tooLarge = (limit: number) => problem(tooLargeProblem(limit));

export const notFound = () =>
  problem({ status: 404, code: 'not-found', title: 'Not found', detail: 'There is nothing at this address.' });

export const methodNotAllowed = (allowed: readonly string[]) =>
  problem(
    {
      status: 405,
      code: 'method-not-allowed',
      title: 'Method not allowed',
      detail: `Use one of ${allowed.join(', ')}.`,
    },
    { Allow: allowed.join(', ') },
  );

export const notJson = (status: 400 | 415) =>
  problem({
    status,
    code: 'not-json',
    title: 'Not JSON',
    detail: 'Send a JSON document in UTF-8 with "Content-Type: application/json".',
    fields: [{ field: 'input', message: 'is not a JSON document.' }],
  });

export const wrongType = (types: readonly string[]) =>
  problem({
    status: 415,
    code: 'wrong-type',
    title: 'Unsupported file type',
    detail: `Send the file itself with its "Content-Type": ${types.join(', ')}.`,
  });

export function unavailable(kind: DatabaseFaultKind): Response {
  const { code, title } = DATABASE_FAULTS[kind];
  return problem({ status: 503, code, title, detail: databaseFaultWords(kind) }, { 'Retry-After': '5' });
}

export const fault = (reference: string) =>
  problem({
    status: 500,
    code: 'fault',
    title: 'Something went wrong',
    detail: `The request failed on our side. Nothing was confirmed. Its reference in the log is ${reference}.`,
  });
