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
  statSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { codeOf, messageOf } from '../../../kernel/error-facts.ts';
import { MANIFEST } from '../manifest.ts';
import { STAGING, type StagedFiles, Staging } from '../staging.ts';
import { type Comparison, type KnownFile, type Target, TargetRejected } from '../target.ts';

/** A folder that an export writes into. Only files that the manifest names are ours; all others stay as they are. */
export class FolderTarget implements Target {
  readonly name: string;
  private readonly staging: Staging;
  private readonly made = new Set<string>();
  private readonly trusted: number;
  private empty: boolean | undefined;

  /**
   * `trusted`: files untouched since that instant (milliseconds) are what the manifest says; without it each one is
   * read. `claim`: the id of a claim that was taken before.
   */
  constructor(folder: string, options: { trusted?: number; claim?: string } = {}) {
    this.name = path.resolve(folder);
    this.trusted = options.trusted ?? 0;
    this.staging = new Staging(this.name, options.claim);
    refuseDangerous(this.name);
  }

  /** Whether nothing is there. It is asked once, before anything is written. */
  get isEmpty(): boolean {
    this.empty ??= !existsSync(this.name) || readdirSync(this.name).every((name) => name.startsWith(STAGING));
    return this.empty;
  }

  /**
   * Takes the claim to write here, and finishes what a killed run left. Refused while another run is at work here; a
   * run with a higher fence takes over from one with a lower. Returns the claim's id.
   */
  claim(fence = 0): string {
    let made = false;
    try {
      if (!existsSync(this.name)) {
        makeFolders(this.name);
        made = true;
      }
      return this.staging.take(fence, (left) => this.place(left));
    } catch (error) {
      if (made) removeIfEmpty(this.name);
      if (error instanceof TargetRejected) throw error;
      throw new TargetRejected(
        `${this.name} cannot be written: ${messageOf(error)}. Choose another folder, or give yourself the right to ` +
          'write there.',
      );
    }
  }

  /** Gives the claim back, and takes the folder away where nothing came to be in it. */
  release(): void {
    this.staging.drop();
    removeIfEmpty(this.name);
  }

  read(file: string): string | undefined {
    const full = path.join(this.name, file);
    refuseLinks(this.name, path.dirname(full));
    return existsSync(full) ? readFileSync(full, 'utf8') : undefined;
  }

  compare(at: string, bytes: Buffer, hash: string, noted: KnownFile | undefined): Comparison {
    if (this.isEmpty) return 'added';
    const full = `${this.name}/${at}`;
    const found = lstatSync(full, { throwIfNoEntry: false });
    if (!found) return 'added';
    if (!found.isFile()) return 'foreign';
    if (found.size === bytes.length) {
      if (noted?.sha256 === hash && found.mtimeMs <= this.trusted) return 'unchanged';
      if (readFileSync(full).equals(bytes)) return 'unchanged';
    }
    return noted ? 'changed' : 'foreign';
  }

  stage(at: string, bytes: Buffer): void {
    const folder = at.slice(0, Math.max(at.lastIndexOf('/'), 0)) || '.';
    if (!this.made.has(folder)) this.staging.makeFolder(folder);
    this.made.add(folder);
    writeFileSync(this.staging.at(at), bytes, { flag: 'wx' });
  }

  /** Refused before anything moves where a folder on the way is a link. */
  commit(staged: readonly string[], removed: readonly string[]): void {
    const folders = new Set([...staged, ...removed].map((at) => at.slice(0, Math.max(at.lastIndexOf('/'), 0))));
    for (const folder of folders) refuseLinks(this.name, path.join(this.name, folder));
    const folderwise = this.isEmpty;
    this.place(
      this.staging.complete({ placed: folderwise ? [] : [...staged], removed: [...removed], folders: folderwise }),
    );
    if (!this.staging.isHeld())
      throw new TargetRejected(
        `Another export took over ${this.name} while this one was delayed. This one wrote nothing more.`,
      );
    this.staging.drop();
    syncFolder(this.name);
  }

  /** Puts a complete run's files in place, as far as that was not done before. */
  private place({ files, gone, placement }: StagedFiles): void {
    if (placement.folders) {
      for (const name of readdirSync(files))
        if (name !== MANIFEST) renameSync(path.join(files, name), path.join(this.name, name));
    }
    for (const at of placement.placed) this.move(path.join(files, at), at);
    placement.removed.forEach((at, i) => {
      this.remove(at, path.join(gone, String(i)));
    });
    this.move(path.join(files, MANIFEST), MANIFEST);
  }

  /** A missing source was moved before; or the claim is lost, and with it the folder that it was in. */
  private move(from: string, at: string): void {
    const to = path.join(this.name, at);
    try {
      renameSync(from, to);
    } catch (error) {
      if (codeOf(error) !== 'ENOENT') throw error;
      if (!existsSync(from)) return;
      mkdirSync(path.dirname(to), { recursive: true });
      renameSync(from, to);
    }
  }

  private remove(at: string, gone: string): void {
    const place = path.join(this.name, at);
    if (lstatSync(place, { throwIfNoEntry: false })?.isFile()) renameSync(place, gone);
    for (let up = path.dirname(place); up.startsWith(`${this.name}${path.sep}`); up = path.dirname(up))
      if (!removeIfEmpty(up)) return;
  }
}

/**
 * Makes a folder and those above it. Node's own recursive way never ends where a file system refuses new folders as
 * absent (/proc).
 */
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
  if (folder === path.parse(folder).root)
    throw new TargetRejected('An export cannot write to the root of a disk. Choose a folder.');
  if (folder.split(path.sep).includes('.git'))
    throw new TargetRejected(`${folder} is inside a .git folder. Choose the work tree instead.`);
  const found = statSync(folder, { throwIfNoEntry: false });
  if (found && !found.isDirectory()) throw new TargetRejected(`${folder} is a file. Choose a folder.`);
}

/** A folder below the target that is a link would lead out of it. */
function refuseLinks(root: string, folder: string): void {
  for (let at = folder; at.length > root.length; at = path.dirname(at)) {
    if (lstatSync(at, { throwIfNoEntry: false })?.isSymbolicLink())
      throw new TargetRejected(`${at} is a symbolic link. An export writes only inside its folder; remove the link.`);
  }
}
