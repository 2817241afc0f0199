import type { Writable } from 'node:stream';
import { inBytes } from '../../../editorial/published/tree-page.ts';
import { asError } from '../../../kernel/error-facts.ts';
import { type ExportSettings, inOrder } from '../../../kernel/newsroom/export-settings.ts';
import type { Store } from '../../../platform/database/database.ts';
import { pastPoint, withArchiveAt } from '../archive-at.ts';
import { publishedTree } from '../published-tree.ts';
import { Receiver } from '../receiver.ts';
import type { Target } from '../target.ts';
import { type ArchiveFile, type ArchiveWriter, tarWriter, zipWriter } from './archive-writers.ts';

export type ArchiveFormat = 'zip' | 'tar.gz';

/** `asOf` is an instant (ISO 8601): the archive as it was published then. */
export type ArchiveOptions = { asOf?: string; signal?: AbortSignal };

/**
 * Streams the published tree of one snapshot, its manifest last, as an archive into `out`, which is ended then. Nothing
 * but the rows of one part of the manifest is held, and no more is made than the reader takes. The same archive of
 * entries gives the same bytes.
 */
export async function streamTree(
  store: Store,
  format: ArchiveFormat,
  settings: ExportSettings,
  out: Writable,
  options: ArchiveOptions = {},
): Promise<void> {
  const past = await pastPoint(store, options.asOf);
  const writer = format === 'zip' ? zipWriter(out, options.signal) : tarWriter(out, options.signal);
  try {
    await withArchiveAt(store, past, async (archive) => {
      const target = new ArchiveTarget(writer);
      const receiver = new Receiver(target, {
        settings: { ...settings, formats: inOrder(settings.formats) },
        plan: false,
        whole: true,
      });
      for await (const step of publishedTree(archive, settings)) {
        receiver.take([inBytes(step)]);
        await target.pass();
      }
      receiver.finish();
      await target.pass();
    });
    await writer.end();
  } catch (error) {
    await writer.abandon(asError(error));
    throw error;
  }
}

/** An archive is a target where nothing is yet; what is staged goes straight on. */
class ArchiveTarget implements Target {
  readonly name = 'the archive';
  private readonly writer: ArchiveWriter;
  private waiting: ArchiveFile[] = [];

  constructor(writer: ArchiveWriter) {
    this.writer = writer;
  }

  read(): undefined {
    return undefined;
  }

  compare(): 'added' {
    return 'added';
  }

  stage(path: string, bytes: Buffer): void {
    this.waiting.push({ path, bytes });
  }

  commit(): void {
    // Everything is on its way already.
  }

  /** Passes on what was staged. */
  async pass(): Promise<void> {
    const files = this.waiting;
    this.waiting = [];
    await this.writer.add(files);
  }
}
