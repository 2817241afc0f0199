import type { TreeFile } from './tree-files.ts';
import { type ZipProgress, zipFiles } from './zip-files.ts';
import type { ZipNews } from './zip-worker.ts';

/** Packs files in a thread of its own, so that the page stays quick; in this one where there is no other. */
export function zipAside(
  files: readonly TreeFile[],
  tell: (progress: ZipProgress) => void,
  signal: AbortSignal,
): Promise<Blob> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./zip-worker.ts', import.meta.url), { type: 'module' });
    const end = () => worker.terminate();
    signal.addEventListener('abort', () => {
      end();
      reject(new DOMException('Stopped', 'AbortError'));
    });
    // It did not start: an old browser, or one that is not let.
    worker.onerror = () => {
      end();
      zipFiles(files, tell).then(resolve, reject);
    };
    worker.onmessage = ({ data }: MessageEvent<ZipNews>) => {
      if ('progress' in data) return tell(data.progress);
      end();
      if ('zip' in data) resolve(data.zip);
      else reject(new Error(data.failed));
    };
    worker.postMessage(files);
  });
}
