import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { codeOf } from '../../kernel/error-facts.ts';
import { isAlive } from '../../platform/embedded/leases.ts';
import { TargetRejected } from './target.ts';

/** A folder below the target: whoever has it writes there. */
export const STAGING = '.dateline-staging';

const OWNER = 'owner.json';
const JOURNAL = 'journal.json';

const owner = z.object({ pid: z.number(), host: z.string(), fence: z.number() });
const journal = z.object({
  id: z.string(),
  placed: z.array(z.string()),
  removed: z.array(z.string()),
  folders: z.boolean(),
});

/** What a complete run is to do. `folders`: whole folders move at once, into an empty target. */
export type Placement = Omit<z.output<typeof journal>, 'id'>;

/**
 * A staged run: the folder where its files wait, one for those it takes away, and what is to be done once it is
 * complete.
 */
export type StagedFiles = { files: string; gone: string; placement: Placement };

/** The targets that runs of this very process write into. */
const ours = new Set<string>();

/**
 * The claim of one run on a target. Every change of the target is a rename out of the run's own folder here, or into
 * it. So whoever takes over moves all of it away first, and a run that was thought dead and wakes up later has nothing
 * to write with.
 */
export class Staging {
  private readonly lock: string;
  private readonly id: string;
  readonly files: string;
  private readonly gone: string;

  constructor(target: string, id: string = randomUUID()) {
    this.lock = path.join(target, STAGING);
    this.id = id;
    this.files = path.join(this.lock, id, 'files');
    this.gone = path.join(this.lock, id, 'gone');
  }

  /**
   * Takes the claim. `finish` is given a run that was killed after it was complete, if there is one. Refused while
   * another run works here, unless its fence is lower: then it lost its claim. Returns the claim's id.
   */
  take(fence: number, finish: (left: StagedFiles) => void): string {
    this.moveAside(fence);
    try {
      mkdirSync(this.lock);
    } catch (error) {
      if (codeOf(error) === 'EEXIST') throw busy(path.dirname(this.lock));
      throw error;
    }
    ours.add(this.lock);
    writeFileSync(path.join(this.lock, OWNER), JSON.stringify({ pid: process.pid, host: hostname(), fence }), {
      flag: 'wx',
    });
    for (const left of asideIn(path.dirname(this.lock))) {
      const complete = completeIn(left);
      if (complete) finish(complete);
      rmSync(left, { recursive: true, force: true });
    }
    mkdirSync(path.join(this.lock, this.id));
    mkdirSync(this.files);
    mkdirSync(this.gone);
    return this.id;
  }

  /** Moves what a killed or slower run left out of the way, which is one step and done by one process only. */
  private moveAside(fence: number): void {
    if (!existsSync(this.lock)) return;
    const by = read(path.join(this.lock, OWNER), owner);
    if (by && by.fence >= fence && isAtWork(by, this.lock)) throw busy(path.dirname(this.lock), by.pid);
    try {
      renameSync(this.lock, `${this.lock}-${randomUUID()}`);
    } catch (error) {
      if (codeOf(error) !== 'ENOENT') throw error;
    }
  }

  /** Where a file waits. */
  at(file: string): string {
    return `${this.files}/${file}`;
  }

  /** Makes a folder for files that wait, though never the run's own: that is gone when the claim is. */
  makeFolder(folder: string): void {
    if (folder === '.' || existsSync(this.at(folder))) return;
    this.makeFolder(path.dirname(folder));
    mkdirSync(this.at(folder));
  }

  /** Says that everything is there: from here on the run is finished, by whomever. */
  complete(placement: Placement): StagedFiles {
    const file = path.join(this.lock, this.id, JOURNAL);
    writeFileSync(`${file}.part`, JSON.stringify({ id: this.id, ...placement }), { flush: true });
    renameSync(`${file}.part`, file);
    return { files: this.files, gone: this.gone, placement };
  }

  /** Whether nobody took the claim over. */
  isHeld(): boolean {
    return existsSync(path.join(this.lock, this.id));
  }

  /** Ends the claim; nothing of it is missed. */
  drop(): void {
    if (this.isHeld()) rmSync(this.lock, { recursive: true, force: true });
    ours.delete(this.lock);
  }
}

/** What a killed run left complete below a target, for readers of the tree; undefined where nothing is unfinished. */
export function unfinishedIn(target: string): StagedFiles | undefined {
  return [path.join(target, STAGING), ...asideIn(target)].map(completeIn).find((left) => left !== undefined);
}

function asideIn(target: string): string[] {
  return readdirSync(target)
    .filter((name) => name.startsWith(`${STAGING}-`))
    .map((name) => path.join(target, name));
}

function completeIn(lock: string): StagedFiles | undefined {
  if (!existsSync(lock)) return undefined;
  for (const id of readdirSync(lock)) {
    const placement = read(path.join(lock, id, JOURNAL), journal);
    if (placement) return { files: path.join(lock, id, 'files'), gone: path.join(lock, id, 'gone'), placement };
  }
  return undefined;
}

function isAtWork(by: z.output<typeof owner>, lock: string): boolean {
  if (by.host !== hostname()) return true;
  return by.pid === process.pid ? ours.has(lock) : isAlive(by.pid);
}

function busy(target: string, pid?: number): TargetRejected {
  return new TargetRejected(
    `Another export${pid ? `, process ${pid},` : ''} is writing into ${target}. Wait until it is done.`,
  );
}

function read<T>(file: string, shape: z.ZodType<T>): T | undefined {
  if (!existsSync(file)) return undefined;
  try {
    return shape.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return undefined;
  }
}
