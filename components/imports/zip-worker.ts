import type { TreeFile } from './tree-files.ts';
import { type ZipProgress, zipFiles } from './zip-files.ts';

/** What the worker tells: how far it is, the zip, or why there is none. */
export type ZipNews = { progress: ZipProgress } | { zip: Blob } | { failed: string };

const tell = (news: ZipNews) => self.postMessage(news);

self.addEventListener('message', ({ data }: MessageEvent<TreeFile[]>) => {
  zipFiles(data, (progress) => tell({ progress })).then(
    (zip) => tell({ zip }),
    (error: unknown) => tell({ failed: error instanceof Error ? error.message : String(error) }),
  );
});
