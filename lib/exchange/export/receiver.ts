import type { PageBytes, TreeStep } from '../../editorial/published/tree-page.ts';
import type { ExportSettings } from '../../kernel/newsroom/export-settings.ts';
import { isExportFile } from '../../layout/tree-files.ts';
import { sha256 } from '../../platform/content-hash.ts';
import {
  isPart,
  MANIFEST,
  type ManifestRow,
  parseManifest,
  parsePart,
  partOf,
  renderManifest,
  renderPart,
} from './manifest.ts';
import { type ExportReport, emptyExportReport, type PlannedFile } from './report.ts';
import { type Target, TargetRejected } from './target.ts';

/** `whole`: the steps bring every file of the tree, so what they do not bring is no longer published. */
export type ReceiveOptions = { settings: ExportSettings; plan: boolean; whole: boolean };

/** The rows of one part of the manifest: as the last export left them, and as this one does. */
type ManifestPart = { old: Map<string, ManifestRow>; rows: Map<string, ManifestRow> };

/**
 * Takes the files of an export in as they are made: compares each with the target, stages what differs, keeps the
 * manifest, and at the end puts all of it in place. With `plan` it only compares. Of a whole tree, which comes in
 * order, it holds one part of the manifest at a time.
 */
export class Receiver {
  private readonly target: Target;
  private readonly receiving: ReceiveOptions;
  private readonly report: ExportReport;
  private readonly root: ManifestPart;
  private readonly parts = new Map<string, ManifestPart>();
  private readonly foreign: string[] = [];
  private planned: PlannedFile[] = [];
  /**
   * Parts of the manifest that are staged, and those that are dropped: they are no files of the archive and are not
   * counted.
   */
  private readonly staged: string[] = [];
  private readonly dropped: string[] = [];

  constructor(target: Target, receiving: ReceiveOptions) {
    this.target = target;
    this.receiving = receiving;
    this.report = emptyExportReport(receiving.settings.edition, receiving.plan);
    this.report.full = receiving.whole;
    this.root = begun(readRoot(target), receiving.whole);
  }

  /** Returns what was found out, file by file, of everything that is not unchanged. */
  take(steps: readonly TreeStep<PageBytes>[]): PlannedFile[] {
    for (const step of steps) this.takeStep(step);
    return this.told();
  }

  /**
   * Puts what was staged in place and says what that was. Refused where files of ours would be on files of others.
   */
  finish(): { report: ExportReport; planned: PlannedFile[] } {
    for (const name of [...this.parts.keys()]) this.closePart(name);
    if (this.receiving.whole) this.closeUnseen();
    this.noteRemoved(this.root);
    const { report, target } = this;
    if (this.foreign.length) throw new TargetRejected(foreignFiles(target.name, this.foreign));
    const rows = [...this.root.rows.values()];
    const manifest = Buffer.from(renderManifest(this.receiving.settings, rows), 'utf8');
    report.files.unchanged = countOf(rows) - report.files.added - report.files.changed;
    report.bytes = bytesOf(rows);
    report.manifest = sha256(manifest);
    if (!this.receiving.plan) this.place(manifest);
    return { report, planned: this.told() };
  }

  private place(manifest: Buffer): void {
    const { added, changed, removed } = this.report.paths;
    const isSame = this.target.read(MANIFEST) === manifest.toString('utf8');
    if (isSame && added.length + changed.length + removed.length + this.staged.length === 0) return;
    if (!isSame) this.target.stage(MANIFEST, manifest);
    this.target.commit([...added, ...changed, ...this.staged], [...removed, ...this.dropped]);
  }

  private takeStep({ pages, whole }: TreeStep<PageBytes>): void {
    const seen = new Set<string>();
    for (const page of pages) {
      this.takePage(page);
      if (whole !== undefined && !this.receiving.whole) seen.add(page.path);
    }
    if (whole === undefined || this.receiving.whole) return;
    const { old, rows } = this.partFor(whole);
    for (const path of old.keys()) if (path.startsWith(whole) && !seen.has(path)) rows.delete(path);
  }

  private takePage({ path, bytes, missing }: PageBytes): void {
    const hash = sha256(bytes);
    const part = this.partFor(path);
    part.rows.set(
      path,
      missing?.length
        ? { path, size: bytes.length, sha256: hash, missing: [...new Set(missing)] }
        : { path, size: bytes.length, sha256: hash },
    );
    const comparison = this.target.compare(path, bytes, hash, part.old.get(path));
    if (comparison === 'foreign') this.foreign.push(path);
    if (comparison === 'foreign' || comparison === 'unchanged') return;
    this.note({ path, change: comparison, size: bytes.length, sha256: hash });
    if (!this.receiving.plan) this.target.stage(path, bytes);
  }

  private note(file: PlannedFile): void {
    this.report.files[file.change] += 1;
    this.report.paths[file.change].push(file.path);
    this.planned.push(file);
  }

  private told(): PlannedFile[] {
    const { planned } = this;
    this.planned = [];
    return planned;
  }

  /** The part that lists a file, read when it is first needed. In a whole tree, the one before is complete by then. */
  private partFor(path: string): ManifestPart {
    const name = partOf(path);
    if (name === undefined) return this.root;
    const known = this.parts.get(name);
    if (known) return known;
    if (this.receiving.whole) for (const before of [...this.parts.keys()]) this.closePart(before);
    const part = begun(readPart(this.target, name, this.root.old.get(name)), this.receiving.whole);
    this.parts.set(name, part);
    return part;
  }

  private closePart(name: string): void {
    const part = this.parts.get(name);
    if (!part) return;
    this.parts.delete(name);
    this.noteRemoved(part);
    const { rows } = part;
    if (rows.size === 0) {
      this.root.rows.delete(name);
      if (this.root.old.has(name)) this.dropped.push(name);
      return;
    }
    const bytes = Buffer.from(renderPart(rows.values()), 'utf8');
    const hash = sha256(bytes);
    this.root.rows.set(name, {
      path: name,
      size: bytes.length,
      sha256: hash,
      files: rows.size,
      bytes: bytesOf([...rows.values()]),
    });
    const comparison = this.target.compare(name, bytes, hash, this.root.old.get(name));
    if (comparison === 'foreign') this.foreign.push(name);
    if (comparison === 'foreign' || comparison === 'unchanged' || this.receiving.plan) return;
    this.target.stage(name, bytes);
    this.staged.push(name);
  }

  private closeUnseen(): void {
    for (const name of this.root.old.keys())
      if (isPart(name) && !this.root.rows.has(name) && !this.dropped.includes(name)) this.closePart(this.opened(name));
  }

  private opened(name: string): string {
    this.parts.set(name, begun(readPart(this.target, name, this.root.old.get(name)), true));
    return name;
  }

  /**
   * What the last export wrote and this one does not is taken away, as long as it is a file that an export writes at
   * all.
   */
  private noteRemoved({ old, rows }: ManifestPart): void {
    for (const row of old.values()) {
      if (rows.has(row.path) || isPart(row.path)) continue;
      if (!isExportFile(row.path)) throw new TargetRejected(strayRow(this.target.name, row.path));
      this.note({ path: row.path, change: 'removed', size: row.size, sha256: row.sha256 });
    }
  }
}

function begun(old: Map<string, ManifestRow>, whole: boolean): ManifestPart {
  return { old, rows: whole ? new Map() : new Map(old) };
}

function readRoot(target: Target): Map<string, ManifestRow> {
  const text = target.read(MANIFEST);
  if (text === undefined) return new Map();
  const root = parseManifest(text);
  if (!root)
    throw new TargetRejected(
      `${MANIFEST} in ${target.name} is not an export manifest. Export to an empty folder, or remove the file if ` +
        'it is not needed.',
    );
  return byPath(root.files);
}

/** A part that is not what the root says about it would let the export take away or keep the wrong files. */
function readPart(target: Target, name: string, noted: ManifestRow | undefined): Map<string, ManifestRow> {
  const text = noted && target.read(name);
  if (text === undefined) return new Map();
  const rows = sha256(text) === noted?.sha256 ? parsePart(text) : undefined;
  if (!rows || rows.some((row) => partOf(row.path) !== name)) {
    throw new TargetRejected(
      `${name} in ${target.name} is not what the last export wrote. Remove it and export again: unchanged pages ` +
        'are kept.',
    );
  }
  return byPath(rows);
}

function byPath(rows: readonly ManifestRow[]): Map<string, ManifestRow> {
  return new Map(rows.map((row) => [row.path, row]));
}

function countOf(rows: readonly ManifestRow[]): number {
  return rows.reduce((sum, row) => sum + (row.files ?? 1), 0);
}

function bytesOf(rows: readonly ManifestRow[]): number {
  return rows.reduce((sum, row) => sum + (row.bytes ?? row.size), 0);
}

function strayRow(target: string, path: string): string {
  return (
    `The manifest in ${target} names “${path}”, which is not an exported file. Nothing was written. Find out ` +
    'what changed the manifest, and remove it.'
  );
}

function foreignFiles(target: string, paths: readonly string[]): string {
  const some = paths.slice(0, 5).join(', ');
  const found =
    paths.length === 1
      ? 'a file that Dateline did not write is in the place of a page'
      : `${paths.length} files that Dateline did not write are in the places of pages`;
  return (
    `In ${target}, ${found}: ${some}${paths.length > 5 ? ' and more' : ''}. Nothing was written. ` +
    'Move them, or export to an empty folder.'
  );
}
