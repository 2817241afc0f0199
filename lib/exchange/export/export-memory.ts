import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { sha256 } from '../../platform/content-hash.ts';
import type { TargetState } from './report.ts';

const shape = z.object({
  identity: z.string(),
  position: z.int(),
  settings: z.string(),
  manifest: z.string(),
  lookedAt: z.number(),
});

/**
 * Remembers, outside the exported folders, what each was given last, so that the next run makes only what changed
 * since. It only saves time: where it is lost or wrong, every page is made and compared.
 */
export class ExportMemory {
  private readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
  }

  /** What a folder was given last; undefined where that is not known. */
  recall(target: string): TargetState | undefined {
    const file = this.fileFor(target);
    if (!existsSync(file)) return undefined;
    try {
      return shape.parse(JSON.parse(readFileSync(file, 'utf8')));
    } catch {
      return undefined;
    }
  }

  remember(target: string, held: TargetState): void {
    mkdirSync(this.folder, { recursive: true });
    writeFileSync(this.fileFor(target), `${JSON.stringify(held)}\n`);
  }

  private fileFor(target: string): string {
    return path.join(this.folder, `${sha256(path.resolve(target)).slice(0, 32)}.json`);
  }
}
