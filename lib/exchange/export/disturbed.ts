import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type Day, dayOf } from '../../kernel/day.ts';
import { parsePagePath } from '../../layout/paths.ts';
import { sha256 } from '../../platform/content-hash.ts';
import { isPart, type ManifestRoot, type ManifestRow, parsePart } from './manifest.ts';

/** What somebody else worked on in a tree: the files of whole days, and prose. */
export type AffectedPages = { days: Day[]; prose: string[] };

/**
 * Up to so many files are looked at one by one; in a larger tree only the folders, which change with every file that
 * comes, goes or is replaced.
 */
const MOST_FILES = 25_000;

const MONTH = /^manifest\/(\d{4})-(\d{2})\.json$/;

/**
 * Where somebody worked in a tree since an instant (milliseconds); undefined where that was among the files of the
 * whole tree. A page that was written over in place in a tree of more than 25,000 files is not seen; a full export and
 * a verification see that.
 */
export function disturbedSince(root: string, since: number, manifest: ManifestRoot): AffectedPages | undefined {
  const isSmall = manifest.counts.files <= MOST_FILES;
  const disturbed: AffectedPages = { days: [], prose: [] };
  for (const row of manifest.files) {
    const month = MONTH.exec(row.path);
    if (month) disturbed.days.push(...daysIn(root, `news/${month[1]}/${month[2]}`, row, since, isSmall));
    else if (isPart(row.path))
      disturbed.prose.push(
        ...rowsOf(root, row).flatMap((prose) => (isLater(path.join(root, prose.path), since) ? [prose.path] : [])),
      );
    else if (isLater(path.join(root, row.path), since) && !isAsNoted(root, row)) return undefined;
  }
  return disturbed;
}

/** Where the month's own folder changed, days came or went: then all of them are looked at. */
function daysIn(root: string, month: string, part: ManifestRow, since: number, looksAtFiles: boolean): Day[] {
  const folder = path.join(root, month);
  if (!isLater(folder, since)) {
    const names = readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
      entry.isDirectory() ? [entry.name] : [],
    );
    return names
      .filter((name) => isDisturbed(path.join(folder, name), since, looksAtFiles))
      .flatMap((name) => dayAt(month, name));
  }
  const days = rowsOf(root, part).map((row) => parsePagePath(`${path.posix.dirname(row.path)}/index.md`));
  return [...new Set(days.flatMap((day) => (day.kind === 'day' ? [day.day] : [])))];
}

function isDisturbed(folder: string, since: number, looksAtFiles: boolean): boolean {
  return (
    isLater(folder, since) ||
    (looksAtFiles && readdirSync(folder).some((name) => isLater(path.join(folder, name), since)))
  );
}

function isLater(at: string, since: number): boolean {
  const found = lstatSync(at, { throwIfNoEntry: false });
  return !found || found.mtimeMs > since;
}

function isAsNoted(root: string, row: ManifestRow): boolean {
  const file = path.join(root, row.path);
  return lstatSync(file, { throwIfNoEntry: false })?.isFile() === true && sha256(readFileSync(file)) === row.sha256;
}

function rowsOf(root: string, part: ManifestRow): ManifestRow[] {
  const file = path.join(root, part.path);
  return lstatSync(file, { throwIfNoEntry: false })?.isFile() ? (parsePart(readFileSync(file, 'utf8')) ?? []) : [];
}

function dayAt(month: string, name: string): Day[] {
  const [, year, of] = month.split('/').map(Number);
  const day = dayOf(year ?? 0, of ?? 0, Number(name));
  return day ? [day] : [];
}
