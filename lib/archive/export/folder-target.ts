import {
  closeSync,
  existsSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { sha256 } from '../../store/content-hash.ts';
import { isAlive } from '../../store/leases.ts';
import { MANIFEST, type Manifest, readManifest } from './manifest.ts';

/** A folder below the target that holds what is about to be put in place. */
const STAGING = '.dateline-staging';

/** In the staging folder: the process that fills it. */
const OWNER = '.owner';

/** A target that an export refuses, with the reason and what to do. */
export class RefusedTarget extends Error {}

/** How a page compares with what stands in the target. */
export type Comparison = 'added' | 'changed' | 'unchanged' | 'foreign';

/** A folder that an export writes into. Only files that the last export's manifest names are ours; all others stay as they are. */
export class FolderTarget {
  readonly folder: string;
  readonly manifest: Manifest | undefined;
  readonly isNew: boolean;
  private readonly writable: string;
  private readonly madeFolders = new Set<string>();

  constructor(folder: string) {
    this.folder = path.resolve(folder);
    refuseDangerous(this.folder);
    this.isNew = !existsSync(this.folder) || readdirSync(this.folder).filter((name) => name !== STAGING).length === 0;
    this.manifest = this.isNew ? undefined : readManifest(this.folder);
    this.writable = path.join(this.folder, STAGING);
  }

  /** Whether every file of the manifest stands there, untouched since the manifest was written. */
  isUntouched(): boolean {
    if (!this.manifest) return false;
    for (const [at, { size }] of this.manifest.files) {
      const found = lstatSync(path.join(this.folder, at), { throwIfNoEntry: false });
      if (!found?.isFile() || found.size !== size || found.mtimeMs > this.manifest.at) return false;
    }
    return true;
  }

  /** The SHA-256 of the manifest that stands there; undefined without one. */
  manifestHash(): string | undefined {
    const file = path.join(this.folder, MANIFEST);
    return existsSync(file) ? sha256(readFileSync(file)) : undefined;
  }

  /** Compares a page with what stands at its place; reads the file only where its manifest and its times do not tell. */
  compare(at: string, bytes: Buffer, hash: string): Comparison {
    if (this.isNew) return 'added';
    const found = lstatSync(path.join(this.folder, at), { throwIfNoEntry: false });
    if (!found) return 'added';
    const ours = this.manifest?.files.get(at);
    if (!found.isFile()) return 'foreign';
    if (ours && this.manifest && ours.sha256 === hash && found.size === bytes.length && found.mtimeMs <= this.manifest.at) return 'unchanged';
    if (found.size === bytes.length && readFileSync(path.join(this.folder, at)).equals(bytes)) return 'unchanged';
    return ours ? 'changed' : 'foreign';
  }

  /** Begins: takes away what a killed run left, and makes the staging folder. Refused while another run is at work here. */
  begin(): void {
    const other = this.otherRun();
    if (other) throw new RefusedTarget(`Another export, process ${other}, is writing into ${this.folder}. Wait until it is done.`);
    try {
      makeFolders(this.folder);
      rmSync(this.writable, { recursive: true, force: true });
      mkdirSync(this.writable);
      writeFileSync(path.join(this.writable, OWNER), String(process.pid), { flag: 'wx' });
    } catch (error) {
      throw new RefusedTarget(`${this.folder} cannot be written: ${(error as Error).message}. Choose another folder, or give yourself the right to write there.`);
    }
  }

  /** The process that staged here and still runs. */
  private otherRun(): number | undefined {
    const file = path.join(this.writable, OWNER);
    const pid = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0;
    return pid !== process.pid && isAlive(pid) ? pid : undefined;
  }

  /** Puts a file's bytes into the staging folder. */
  stage(at: string, bytes: Buffer): void {
    const file = this.staged(at);
    this.makeFolder(path.dirname(file));
    writeFileSync(file, bytes, { flag: 'wx' });
  }

  /** The path of a file in the staging folder. */
  staged(at: string): string {
    return path.join(this.writable, at);
  }

  /**
   * Puts what was staged in place, file by file, each whole; then takes away files that are no longer published. The manifest
   * comes last. Refused before anything moves where a folder on the way is a link.
   */
  commit(staged: readonly string[], removed: readonly string[]): void {
    const folders = new Set([...staged, ...removed].map((at) => path.dirname(path.join(this.folder, at))));
    for (const folder of folders) refuseLinks(this.folder, folder);
    if (this.isNew) this.moveFolders();
    else for (const at of staged) this.move(at);
    for (const at of removed) this.remove(at);
    this.move(MANIFEST);
    rmSync(this.writable, { recursive: true, force: true });
    syncFolder(this.folder);
  }

  /** Gives up: takes the staging folder away, and the target where this run made it. */
  abandon(): void {
    rmSync(this.writable, { recursive: true, force: true });
    if (this.isNew) removeIfEmpty(this.folder);
  }

  /** Into an empty target, whole folders move at once. */
  private moveFolders(): void {
    for (const name of readdirSync(this.writable)) {
      if (name !== MANIFEST && name !== OWNER) renameSync(path.join(this.writable, name), path.join(this.folder, name));
    }
  }

  private move(at: string): void {
    const place = path.join(this.folder, at);
    this.makeFolder(path.dirname(place));
    renameSync(this.staged(at), place);
  }

  private remove(at: string): void {
    const place = path.join(this.folder, at);
    const found = lstatSync(place, { throwIfNoEntry: false });
    if (found?.isFile()) unlinkSync(place);
    for (let up = path.dirname(place); up.startsWith(`${this.folder}${path.sep}`); up = path.dirname(up)) if (!removeIfEmpty(up)) return;
  }

  private makeFolder(folder: string): void {
    if (this.madeFolders.has(folder)) return;
    mkdirSync(folder, { recursive: true });
    this.madeFolders.add(folder);
  }
}

/** Makes a folder and those above it. Node's own recursive way never ends where a file system refuses new folders as absent (/proc). */
function makeFolders(folder: string): void {
  if (existsSync(folder)) return;
  makeFolders(path.dirname(folder));
  mkdirSync(folder);
}

function removeIfEmpty(folder: string): boolean {
  try {
    rmdirSync(folder);
    return true;
  } catch {
    return false;
  }
}

function syncFolder(folder: string): void {
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

function refuseDangerous(folder: string): void {
  if (folder === path.parse(folder).root) throw new RefusedTarget('An export does not write into the root of a disk. Name a folder.');
  if (folder.split(path.sep).includes('.git')) throw new RefusedTarget(`${folder} lies in a repository's own folder. Name its work tree.`);
  const found = statSync(folder, { throwIfNoEntry: false });
  if (found && !found.isDirectory()) throw new RefusedTarget(`${folder} is a file. Name a folder.`);
}

/** A folder below the target that is a link would lead out of it. */
function refuseLinks(root: string, folder: string): void {
  for (let at = folder; at.length > root.length; at = path.dirname(at)) {
    if (lstatSync(at, { throwIfNoEntry: false })?.isSymbolicLink())
      throw new RefusedTarget(`${at} is a symbolic link. An export writes only inside its folder; take the link away.`);
  }
}
