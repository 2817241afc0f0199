import { randomUUID } from 'node:crypto';
import { existsSync, linkSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { codeOf } from '../../../kernel/error-facts.ts';
import { isAlive } from '../../../platform/embedded/leases.ts';
import { TargetRejected } from '../target.ts';

const claim = z.object({
  id: z.string(),
  pid: z.number(),
  host: z.string(),
  fence: z.number(),
  tree: z.string(),
  git: z.number().nullable(),
});
type FolderClaim = z.output<typeof claim>;

const LOCK = 'lock.json';
/** Says that the tree is not known to be what was pushed last: a run is at work, or was killed. */
const UNFINISHED = 'unfinished';
const FIRST_TREE = 'tree';

/** The folders that runs of this very process work in, with the ids of their claims. */
const ours = new Map<string, string>();

/**
 * The folder in which a git target is made: the work tree, and who works in it. It is a copy of the remote and nothing
 * else, so that it may be thrown away at any time.
 */
export class GitWorkFolder {
  readonly folder: string;
  /** Whether the run before came to its end. */
  readonly isFinished: boolean;
  private held: FolderClaim;

  private constructor(folder: string, held: FolderClaim, isFinished: boolean) {
    this.folder = folder;
    this.held = held;
    this.isFinished = isFinished;
  }

  /**
   * Takes the folder. Refused while another run is at work there. One with a higher fence takes over from one that is
   * held up, and goes on in a tree of its own: what the other does when it wakes up, it does to the old one.
   */
  static take(folder: string, fence: number): GitWorkFolder {
    const full = path.resolve(folder);
    mkdirSync(full, { recursive: true });
    const before = readClaim(full);
    if (before) makeWay(full, before, fence);
    const tree =
      before === undefined || isGone(full, before)
        ? (before?.tree ?? lastTree(full))
        : `${FIRST_TREE}-${randomUUID().slice(0, 8)}`;
    const held: FolderClaim = { id: randomUUID(), pid: process.pid, host: hostname(), fence, tree, git: null };
    writeFirst(full, held);
    ours.set(full, held.id);
    return new GitWorkFolder(full, held, !existsSync(path.join(full, UNFINISHED)));
  }

  get tree(): string {
    return path.join(this.folder, this.held.tree);
  }

  /** Notes which process of git works in the tree, so that nobody takes its locks away while it lives. */
  noteGit(pid: number | undefined): void {
    if (!this.isHeld()) return;
    this.held = { ...this.held, git: pid ?? null };
    replaceClaim(this.folder, this.held);
  }

  /** Whether no later run took over. */
  isHeld(): boolean {
    return readClaim(this.folder)?.id === this.held.id;
  }

  refuseIfLost(): void {
    if (!this.isHeld())
      throw new TargetRejected(
        'Another export of this target took over while this one was delayed. This one pushed nothing more.',
      );
  }

  begin(): void {
    writeFileSync(path.join(this.folder, UNFINISHED), '');
  }

  /** The tree is what was pushed. */
  finish(): void {
    if (this.isHeld()) rmSync(path.join(this.folder, UNFINISHED), { force: true });
  }

  /** Throws the tree away. */
  startOver(): void {
    rmSync(this.tree, { recursive: true, force: true, maxRetries: 3 });
  }

  release(): void {
    if (this.isHeld()) {
      for (const name of readdirSync(this.folder))
        if (name.startsWith(`${FIRST_TREE}`) && name !== this.held.tree)
          rmSync(path.join(this.folder, name), { recursive: true, force: true });
      rmSync(path.join(this.folder, LOCK), { force: true });
    }
    if (ours.get(this.folder) === this.held.id) ours.delete(this.folder);
  }
}

/** Clears the claim of a run that is over, or that has to give way. Refused where neither is so. */
function makeWay(folder: string, before: FolderClaim, fence: number): void {
  const isDead = isGone(folder, before);
  if (!isDead && before.fence >= fence) throw new TargetRejected(busy(folder, before));
  if (isDead && before.git !== null && isAlive(before.git))
    throw new TargetRejected(
      `A git process, ${before.git}, that a stopped export left behind is still running in ${folder}. Wait until ` +
        'it is done, or stop it.',
    );
  // Of two that find the same claim, one moves it away; the other finds it gone and is refused by the claim that comes
  // after.
  const aside = path.join(folder, `${LOCK}.${randomUUID()}`);
  try {
    renameSync(path.join(folder, LOCK), aside);
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
  }
  rmSync(aside, { force: true });
}

/** Whether whoever claimed is known to be dead. Nothing is known of another machine. */
function isGone(folder: string, { pid, host }: FolderClaim): boolean {
  if (host !== hostname()) return false;
  return pid === process.pid ? !ours.has(folder) : !isAlive(pid);
}

function busy(folder: string, { pid, host }: FolderClaim): string {
  const elsewhere = host === hostname() ? '' : ` on ${host}`;
  const gone = elsewhere ? ` If that machine is gone, delete ${path.join(folder, LOCK)}.` : '';
  return (
    `Another export of this target is running in ${folder}, process ${pid}${elsewhere}. Wait until it is ` +
    `done.${gone}`
  );
}

/** Writes the claim where there is none; whole, or not at all. */
function writeFirst(folder: string, held: FolderClaim): void {
  const own = path.join(folder, `${LOCK}.${held.id}`);
  writeFileSync(own, JSON.stringify(held));
  try {
    linkSync(own, path.join(folder, LOCK));
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
    throw new TargetRejected(
      `Another export of this target started at the same time in ${folder}. Wait until it is done.`,
    );
  } finally {
    rmSync(own, { force: true });
  }
}

function replaceClaim(folder: string, held: FolderClaim): void {
  const own = path.join(folder, `${LOCK}.${held.id}`);
  writeFileSync(own, JSON.stringify(held));
  renameSync(own, path.join(folder, LOCK));
}

function readClaim(folder: string): FolderClaim | undefined {
  const file = path.join(folder, LOCK);
  if (!existsSync(file)) return undefined;
  try {
    return claim.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return undefined;
  }
}

/** The tree of the last run that was done: a run that took over left one of another name. */
function lastTree(folder: string): string {
  return readdirSync(folder).find((name) => name.startsWith(FIRST_TREE)) ?? FIRST_TREE;
}
