import { fieldOf } from './record.ts';

/** What an error says, of whatever kind it is; one that passed a thread may be a mere object. */
export function messageOf(error: unknown): string {
  return textIn(error, 'message') ?? String(error);
}

/** The code of an error of Node, zlib or PostgreSQL. */
export function codeOf(error: unknown): string | undefined {
  return textIn(error, 'code');
}

/** The system call that failed. */
export function syscallOf(error: unknown): string | undefined {
  return textIn(error, 'syscall');
}

/** A thrown value as an error: as it is, or with its words in one. */
export function asError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(messageOf(thrown), { cause: thrown });
}

/** A field of an error that is text. */
export function textIn(error: unknown, name: string): string | undefined {
  const value = fieldOf(error, name);
  return typeof value === 'string' ? value : undefined;
}
