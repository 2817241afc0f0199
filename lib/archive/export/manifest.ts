import { closeSync, existsSync, openSync, readFileSync, statSync, writeSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import type { EventId } from '../../domain/ids.ts';
import type { Edition } from '../../domain/revision/text.ts';

export const MANIFEST = 'manifest.json';

/** A file that an export wrote. `event` is null on pages that are not one event's. */
export type ManifestFile = { path: string; size: number; sha256: string; event: EventId | null };

/** What the last export into a folder wrote, and when the manifest was put there (milliseconds). */
export type Manifest = { files: Map<string, { size: number; sha256: string }>; at: number };

const shape = z.object({ files: z.array(z.object({ path: z.string(), size: z.number().int(), sha256: z.string(), event: z.number().int().nullable() })) });

/** The manifest of a folder; undefined where none was exported there. Throws a sentence where it is damaged. */
export function readManifest(folder: string): Manifest | undefined {
  const file = path.join(folder, MANIFEST);
  if (!existsSync(file)) return undefined;
  const parsed = shape.safeParse(parseJson(readFileSync(file, 'utf8')));
  if (!parsed.success) throw new Error(`${file} is not a manifest of an export. Export into an empty folder, or take the file away if it is not needed.`);
  return { files: new Map(parsed.data.files.map(({ path: at, size, sha256 }) => [at, { size, sha256 }])), at: statSync(file).mtimeMs };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Writes a manifest line by line, so that its length does not matter. The same archive gives the same bytes. */
export class ManifestWriter {
  private readonly handle: number;
  private pending: string;
  private first = true;

  constructor(file: string, edition: Edition) {
    this.handle = openSync(file, 'wx', 0o644);
    this.pending = `{"edition":"${edition}","files":[\n`;
  }

  add(file: ManifestFile): void {
    this.pending += `${this.first ? '' : ',\n'}${JSON.stringify(file)}`;
    this.first = false;
    if (this.pending.length > 64 * 1024) this.flush();
  }

  end(): void {
    this.pending += '\n]}\n';
    this.flush();
    closeSync(this.handle);
  }

  private flush(): void {
    writeSync(this.handle, this.pending);
    this.pending = '';
  }
}
