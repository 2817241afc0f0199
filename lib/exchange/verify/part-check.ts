import { byCodePoint } from '../../kernel/code-point-order.ts';
import type { ManifestRow } from '../export/manifest.ts';
import { note, type VerifyTally } from './report.ts';
import { bytesProblem, type TreeReader } from './tree-reader.ts';

/** The rows of a part of the manifest, checked against the row that lists it. */
export function readPart(
  root: string,
  part: ManifestRow,
  folders: readonly string[],
  reader: TreeReader,
  tally: VerifyTally,
): ManifestRow[] {
  const bytes = reader.read(root + part.path, part.size);
  if (!bytes) {
    note(tally, part.path, 'missing', 'The manifest lists this part, but it is missing.');
    return [];
  }
  const problem = bytesProblem(bytes, part);
  if (problem) note(tally, part.path, 'changed', problem);
  const rows = rowsOf(bytes.toString('utf8'));
  if (rows) checkRows(part, rows, folders, tally);
  else note(tally, part.path, 'manifest', 'This is not part of a manifest that Dateline wrote.');
  return rows ?? [];
}

/**
 * The rows of the root that are no parts, and those of a part, are in order, so that none is there twice, and each
 * where it belongs.
 */
export function checkOrder(path: string, rows: readonly ManifestRow[], tally: VerifyTally): void {
  rows.forEach((row, i) => {
    const before = rows[i - 1];
    if (before && byCodePoint(before.path, row.path) >= 0)
      note(tally, path, 'manifest', `It lists ${row.path} twice, or not in order.`);
  });
}

function checkRows(
  part: ManifestRow,
  rows: readonly ManifestRow[],
  folders: readonly string[],
  tally: VerifyTally,
): void {
  checkOrder(part.path, rows, tally);
  for (const row of rows)
    if (!folders.some((folder) => row.path.startsWith(folder)))
      note(tally, part.path, 'manifest', `It lists ${row.path}, which belongs elsewhere.`);
  const bytes = rows.reduce((sum, row) => sum + row.size, 0);
  if (rows.length !== part.files || bytes !== part.bytes)
    note(
      tally,
      part.path,
      'manifest',
      `It lists ${rows.length} files of ${bytes} bytes; the manifest says ${part.files} of ${part.bytes}.`,
    );
}

const HASH = /^[0-9a-f]{64}$/;

/**
 * The rows of a part's text; undefined where anything in it is not as an export writes it. By hand: 121,000 rows are
 * read in each verification.
 */
function rowsOf(text: string): ManifestRow[] | undefined {
  const value = parsed(text);
  if (!isRecord(value) || Object.keys(value).length !== 1 || !Array.isArray(value['files'])) return undefined;
  return value['files'].every(isRow) ? value['files'] : undefined;
}

function isRow(value: unknown): value is ManifestRow {
  if (!isRecord(value)) return false;
  const { path, size, sha256, missing, ...others } = value;
  if (typeof path !== 'string' || typeof size !== 'number' || !Number.isSafeInteger(size) || size < 0) return false;
  if (typeof sha256 !== 'string' || !HASH.test(sha256)) return false;
  return isMissing(missing) && Object.keys(others).length === 0;
}

function isMissing(value: unknown): boolean {
  return value === undefined || (Array.isArray(value) && value.every((link) => typeof link === 'string'));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
