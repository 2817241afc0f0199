import { PassThrough, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { createGzip, deflateRaw } from 'node:zlib';
import { pack } from 'tar-stream';
import { ZipWriter } from './zip-writer.ts';

/** A file of an archive. */
export type ArchiveFile = { path: string; bytes: Buffer };

/** Writes an archive: each call waits until its reader has taken what came before. */
export type ArchiveWriter = {
  add(files: readonly ArchiveFile[]): Promise<void>;
  end(): Promise<void>;
  abandon(error: Error): Promise<void>;
};

/** The first day that zip knows: the same tree is the same archive. */
const INSTANT = new Date('1980-01-01T00:00:00Z');
/** How many files are deflated at once, on threads of their own. */
const AT_ONCE = 16;
const deflated = promisify<Buffer, Buffer>(deflateRaw);

/** A zip archive into `out`. */
export function zipWriter(out: Writable, signal: AbortSignal | undefined): ArchiveWriter {
  const zip = new ZipWriter();
  const inlet = new PassThrough();
  const flow = new Flow(pipeline(inlet, out, { signal }));
  const write = async (chunks: readonly Buffer[]) => {
    for (const chunk of chunks)
      await flow.until((done) => (inlet.write(chunk) ? done() : void inlet.once('drain', done)));
  };
  return {
    async add(files) {
      for (let i = 0; i < files.length; i += AT_ONCE) {
        const some = files.slice(i, i + AT_ONCE);
        const packed = await Promise.all(some.map(({ bytes }) => deflated(bytes)));
        for (const [n, { path, bytes }] of some.entries())
          await write(zip.entry(path, bytes, packed[n] ?? Buffer.alloc(0)));
      }
    },
    async end() {
      await write(zip.end());
      inlet.end();
      await flow.ended;
    },
    abandon: (error) => flow.abandon(() => inlet.destroy(error)),
  };
}

/** A gzipped tar archive into `out`. */
export function tarWriter(out: Writable, signal: AbortSignal | undefined): ArchiveWriter {
  const tar = pack();
  const flow = new Flow(pipeline(tar, createGzip(), out, { signal }));
  return {
    async add(files) {
      for (const { path, bytes } of files)
        await flow.until((done, fail) => {
          const entry = tar.entry({ name: path, size: bytes.length, mode: 0o644, mtime: INSTANT }, (error) =>
            error ? fail(error) : done(),
          );
          entry.on('error', fail);
          entry.end(bytes);
        });
    },
    async end() {
      tar.finalize();
      await flow.ended;
    },
    abandon: (error) => flow.abandon(() => tar.destroy(error)),
  };
}

/** Streams that flow into one another. Whoever waits for a step of them is told too where they break. */
class Flow {
  readonly ended: Promise<void>;
  private broken: Error | undefined;
  private onBreak: (error: Error) => void = () => undefined;

  constructor(ended: Promise<void>) {
    this.ended = ended;
    ended.then(
      () => this.break(new Error('The archive was closed before it was complete.')),
      (error: Error) => this.break(error),
    );
  }

  async until(step: (done: () => void, fail: (error: Error) => void) => void): Promise<void> {
    if (this.broken) throw this.broken;
    await new Promise<void>((resolve, reject) => {
      this.onBreak = reject;
      step(resolve, reject);
    });
  }

  async abandon(destroy: () => void): Promise<void> {
    destroy();
    await this.ended.catch(() => undefined);
  }

  private break(error: Error): void {
    this.broken = error;
    this.onBreak(error);
  }
}
