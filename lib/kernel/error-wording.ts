import type { AppError } from './app-error.ts';

export type ErrorKind = 'forbidden' | 'not-found' | 'conflict' | 'invalid' | 'too-many';

/** The kind of an error, and its words. */
export type ErrorWording<Code extends AppError['code']> = {
  kind: ErrorKind;
  title: string;
  say(error: Extract<AppError, { code: Code }>): string;
};

/** The words of all errors, by their codes. */
export type ErrorWordings = { [Code in AppError['code']]: ErrorWording<Code> };
