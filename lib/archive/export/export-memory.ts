import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { sha256 } from '../../store/content-hash.ts';

/** What a folder was given last: which archive at which position of its log, in which edition, and the manifest that proves it. */
const shape = z.object({ identity: z.string(), position: z.number().int(), edition: z.string(), manifest: z.string() });
export type Remembered = z.infer<typeof shape>;

/**
 * Remembers, outside the exported folders, what each was given last, so that a run with nothing to do can stop at once.
 * It only saves time: where it is lost or wrong, every page is rendered and compared.
 */
export class ExportMemory {
  private readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
  }

  recall(target: string): Remembered | undefined {
    const file = this.fileFor(target);
    if (!existsSync(file)) return undefined;
    try {
      return shape.parse(JSON.parse(readFileSync(file, 'utf8')));
    } catch {
      return undefined;
    }
  }

  remember(target: string, what: Remembered): void {
    mkdirSync(this.folder, { recursive: true });
    writeFileSync(this.fileFor(target), `${JSON.stringify(what)}\n`);
  }

  private fileFor(target: string): string {
    return path.join(this.folder, `${sha256(target).slice(0, 32)}.json`);
  }
}
