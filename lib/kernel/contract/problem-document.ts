import type { FieldProblem } from '../app-error.ts';

/** What an answer of the API says where something is wrong. */
export type Problem = {
  status: number;
  code: string;
  title: string;
  detail: string;
  fields?: readonly FieldProblem[];
  current?: unknown;
  more?: object;
};

/** The media type of such a document. */
export const PROBLEM_TYPE = 'application/problem+json';

/** A problem as RFC 9457 writes it. */
export function problemDocument({ status, code, title, detail, fields = [], current, more }: Problem): string {
  return JSON.stringify({
    type: `urn:dateline:problem:${code}`,
    title,
    status,
    detail,
    code,
    fields,
    ...(current === undefined ? {} : { current }),
    ...more,
  });
}

/** A body that is larger than is read. */
export const tooLargeProblem = (limit: number): Problem => ({
  status: 413,
  code: 'too-large',
  title: 'Too large',
  detail: `A request may hold ${limit} bytes at most.`,
});
