/** What is wrong with a file of an exported tree. */
export type FindingKind =
  | 'manifest'
  | 'missing'
  | 'changed'
  | 'unlisted'
  | 'symbolic-link'
  | 'unreadable'
  | 'other-text'
  | 'broken-link'
  | 'unfinished';

/** One thing that a verification found: the file, and a sentence for people. */
type Finding = { path: string; kind: FindingKind; problem: string };

/** What a verification read, and what it found. The names are those of `verify --json`. */
export type VerifyReport = {
  files: number;
  bytes: number;
  pages: number;
  links: number;
  /** Links that the manifest itself says lead nowhere. */
  knownMissing: number;
  /** Links into nowhere in what is kept as it came: free prose, and the lists of earlier versions. */
  looseEnds: number;
  /** Files of others, which an export leaves alone. */
  foreign: number;
  /** How many findings there are, and the first of them by path. */
  found: number;
  findings: Finding[];
  seconds: number;
};

/** The most findings that a report lists. */
export const MOST_LISTED = 1_000;

/** What one part of the work read and found. */
export type VerifyTally = Omit<VerifyReport, 'seconds'>;

export function emptyTally(): VerifyTally {
  return { files: 0, bytes: 0, pages: 0, links: 0, knownMissing: 0, looseEnds: 0, foreign: 0, found: 0, findings: [] };
}

/** Notes a finding; those beyond the list are only counted. */
export function note(tally: VerifyTally, path: string, kind: FindingKind, problem: string): void {
  tally.found += 1;
  if (tally.findings.length < MOST_LISTED) tally.findings.push({ path, kind, problem });
}

/** Adds one tally to another. */
export function addTally(into: VerifyTally, part: VerifyTally): void {
  for (const count of ['files', 'bytes', 'pages', 'links', 'knownMissing', 'looseEnds', 'foreign', 'found'] as const)
    into[count] += part[count];
  into.findings.push(...part.findings);
}
