import { type Dirent, lstatSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Missing } from '../../platform/environment/missing.ts';
import {
  isPart,
  MANIFEST,
  type ManifestRoot,
  type ManifestRow,
  parseManifest,
  renderManifest,
} from '../export/manifest.ts';
import { STAGING } from '../export/staging.ts';
import { emptyTally, note, type VerifyTally } from './report.ts';
import { entriesIn } from './tree-reader.ts';

/**
 * A piece of the work: what the manifest lists, or the part of it that does, and the folders where those files belong.
 * Only `walked` of them are looked into: the others are links, or behind one.
 */
export type Job = { folders: string[]; walked: string[]; rows: ManifestRow[]; part?: ManifestRow };

/** What a verification will do, and what was seen on the way to it. */
export type TreePlan = { root: string; manifest: ManifestRoot; jobs: Job[]; tally: VerifyTally };

const PROSE = ['opinion', 'api', 'faq'];
const PROSE_PART = 'manifest/prose.json';
const BESIDES = ['sitemap', 'changes'];
const REPOSITORY = '.git';

/**
 * Reads the manifest of an exported tree and splits the work by its parts. Thrown where there is no tree; undefined,
 * with a finding, where its manifest is damaged.
 */
export function planTree(folder: string): TreePlan | VerifyTally {
  const root = `${path.resolve(folder)}${path.sep}`;
  if (!lstatSync(path.resolve(folder), { throwIfNoEntry: false }))
    throw new Missing(`There is no folder ${folder}.`, 'Give the folder of an exported tree.');
  const file = lstatSync(root + MANIFEST, { throwIfNoEntry: false });
  if (!file?.isFile())
    throw new Missing(
      `${folder} has no ${MANIFEST}, so it is not an exported tree.`,
      'Give the folder that an export wrote.',
    );
  const tally = emptyTally();
  const text = readFileSync(root + MANIFEST, 'utf8');
  const manifest = parseManifest(text);
  if (!manifest) {
    note(
      tally,
      MANIFEST,
      'manifest',
      'This is not a manifest that Dateline wrote: it is damaged, or from another version.',
    );
    return tally;
  }
  checkRoot(manifest, text, tally);
  return { root, manifest, jobs: jobsOf(root, manifest, tally), tally };
}

function checkRoot(manifest: ManifestRoot, text: string, tally: VerifyTally): void {
  const { files: rows, counts } = manifest;
  if (renderManifest(manifest, rows) !== text)
    note(tally, MANIFEST, 'manifest', 'The manifest is not as Dateline writes it.');
  const sum = rows.reduce(
    (all, row) => ({ files: all.files + (row.files ?? 1), bytes: all.bytes + (row.bytes ?? row.size) }),
    { files: 0, bytes: 0 },
  );
  if (sum.files !== counts.files || sum.bytes !== counts.bytes)
    note(
      tally,
      MANIFEST,
      'manifest',
      `The manifest counts ${counts.files} files of ${counts.bytes} bytes, and lists ${sum.files} of ${sum.bytes}.`,
    );
}

function jobsOf(root: string, { files: rows }: ManifestRoot, tally: VerifyTally): Job[] {
  const parts = new Map(rows.filter((row) => isPart(row.path)).map((row) => [row.path, row]));
  const besides = rows.filter((row) => !isPart(row.path));
  const walk = new TopWalk(root, tally, parts);
  const months = new Set([...walk.months(), ...[...parts.keys()].filter((part) => part !== PROSE_PART)]);
  const prose = parts.get(PROSE_PART);
  return [
    ...[...months].map((part) => walk.job([`news/${part.slice(9, 13)}/${part.slice(14, 16)}/`], parts.get(part))),
    walk.job(inFolders(PROSE), prose),
    { ...walk.job(['', ...inFolders(BESIDES)], undefined), rows: besides },
  ];
}

function inFolders(names: readonly string[]): string[] {
  return names.map((name) => `${name}/`);
}

/** Looks at the folders above those of the pages. What is not ours is only counted. */
class TopWalk {
  private readonly root: string;
  private readonly tally: VerifyTally;
  private readonly parts: ReadonlyMap<string, ManifestRow>;
  private readonly links: string[] = [];

  constructor(root: string, tally: VerifyTally, parts: ReadonlyMap<string, ManifestRow>) {
    this.root = root;
    this.tally = tally;
    this.parts = parts;
  }

  /** A job that looks into no link. */
  job(folders: string[], part: ManifestRow | undefined): Job {
    const walked = folders.filter((folder) => !this.links.some((link) => folder.startsWith(`${link}/`)));
    return part ? { folders, walked, rows: [], part } : { folders, walked, rows: [] };
  }

  /** The parts that would list the months that are there. */
  months(): string[] {
    for (const entry of this.entries('')) this.top(entry);
    if (this.links.includes('news')) return [];
    return this.folders('news/', /^\d{4}$/).flatMap((year) =>
      this.folders(year, /^\d{2}$/).map((month) => `manifest/${month.slice(5, 9)}-${month.slice(10, 12)}.json`),
    );
  }

  private top(entry: Dirent): void {
    const { name } = entry;
    const isOurs = ['news', 'manifest', ...PROSE, ...BESIDES].includes(name);
    if (name.startsWith(STAGING))
      note(
        this.tally,
        name,
        'unfinished',
        'An export to this folder is running or was interrupted. Export again to finish it.',
      );
    else if (entry.isSymbolicLink() && isOurs) this.link(name);
    else if (name === 'manifest' && entry.isDirectory()) this.manifestFolder();
    else if (entry.isDirectory() && !isOurs && name !== REPOSITORY) this.foreign(`${name}/`);
  }

  private manifestFolder(): void {
    for (const { name } of this.entries('manifest/')) {
      const path = `manifest/${name}`;
      if (isPart(path) && !this.parts.has(path))
        note(this.tally, path, 'unlisted', 'The manifest does not list this part of a manifest.');
      else if (!isPart(path)) this.tally.foreign += 1;
    }
  }

  /** The folders within one that have such a name. */
  private folders(within: string, shape: RegExp): string[] {
    return this.entries(within).flatMap((entry) => {
      const path = within + entry.name;
      if (entry.isDirectory() && shape.test(entry.name)) return [`${path}/`];
      if (entry.isDirectory()) this.foreign(`${path}/`);
      else if (entry.isSymbolicLink() && shape.test(entry.name)) this.link(path);
      else this.tally.foreign += 1;
      return [];
    });
  }

  private link(path: string): void {
    this.links.push(path);
    note(
      this.tally,
      path,
      'symbolic-link',
      'There is a symbolic link in the place of a folder of pages; an export writes only folders and files.',
    );
  }

  private foreign(folder: string): void {
    for (const entry of this.entries(folder)) {
      if (entry.isDirectory()) this.foreign(`${folder}${entry.name}/`);
      else this.tally.foreign += 1;
    }
  }

  private entries(folder: string): Dirent[] {
    return entriesIn(this.root + folder);
  }
}
