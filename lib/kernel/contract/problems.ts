import type { z } from 'zod';
import type { FieldProblem } from '../app-error.ts';

/** zod's findings as problems of named fields: `sources.0.url`, or the whole input where no field is to blame. */
export function problemsOf(error: z.ZodError): FieldProblem[] {
  return error.issues.flatMap((issue) => {
    const at = issue.path.join('.');
    if (issue.code !== 'unrecognized_keys') return [{ field: at || 'input', message: issue.message }];
    return issue.keys.map((key) => ({ field: at ? `${at}.${key}` : key, message: 'is not a known field.' }));
  });
}
