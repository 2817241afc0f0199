/** A target that an export refuses, with the reason and what to do. */
export class TargetRejected extends Error {}

/** How a file compares with what is at its place. */
export type Comparison = 'added' | 'changed' | 'unchanged' | 'foreign';

/** What the last export noted of a file. */
export type KnownFile = { size: number; sha256: string };

/**
 * Where an export goes. It is asked what is there, told file by file what is new, and puts all of it in place at
 * once. A folder is one; an object store would be another.
 */
export type Target = {
  /** For people: the folder, or whatever names the place. */
  readonly name: string;
  /** A file that an export wrote itself (the manifest and its parts); undefined where there is none. */
  read(path: string): string | undefined;
  /** Compares a file with what is at its place; `noted` is what the manifest says about that. */
  compare(path: string, bytes: Buffer, hash: string, noted: KnownFile | undefined): Comparison;
  /** Puts a file's bytes where they wait for `commit`. */
  stage(path: string, bytes: Buffer): void;
  /** Puts everything staged in place, each file whole, then takes files away; the manifest comes last. */
  commit(staged: readonly string[], removed: readonly string[]): void;
};
