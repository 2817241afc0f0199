import type { PageBytes, TreeStep } from '../../editorial/published/tree-page.ts';

/**
 * Steps on their way to another thread: all texts as bytes in one piece of memory, which is handed over instead of
 * being copied. `pages` counts the pages of each step, `sizes` the bytes of each page.
 */
export type PackedSteps = {
  bytes: Uint8Array<ArrayBuffer>;
  sizes: number[];
  paths: string[];
  missing: { page: number; links: readonly string[] }[];
  steps: { pages: number; whole?: string }[];
};

const encoder = new TextEncoder();

/** Packs steps; the memory to hand over is that of `bytes`. */
export function packed(steps: readonly TreeStep[]): PackedSteps {
  const pages = steps.flatMap((step) => step.pages);
  const sizes = pages.map((page) => Buffer.byteLength(page.text));
  const bytes = new Uint8Array(sizes.reduce((sum, size) => sum + size, 0));
  let used = 0;
  for (const { text } of pages) used += encoder.encodeInto(text, bytes.subarray(used)).written;
  return {
    bytes,
    sizes,
    paths: pages.map((page) => page.path),
    missing: pages.flatMap(({ missing }, page) => (missing ? [{ page, links: missing }] : [])),
    steps: steps.map(({ pages: { length }, whole }) =>
      whole === undefined ? { pages: length } : { pages: length, whole },
    ),
  };
}

/** The steps again. */
export function unpacked({ bytes, sizes, paths, missing, steps }: PackedSteps): TreeStep<PageBytes>[] {
  const links = new Map(missing.map((one) => [one.page, one.links]));
  let [page, at] = [0, 0];
  return steps.map(({ pages: count, whole }) => {
    const pages: PageBytes[] = [];
    for (const end = page + count; page < end; page += 1) {
      const size = sizes[page] ?? 0;
      const missed = links.get(page);
      pages.push({
        path: paths[page] ?? '',
        bytes: Buffer.from(bytes.buffer, at, size),
        ...(missed ? { missing: missed } : {}),
      });
      at += size;
    }
    return whole === undefined ? { pages } : { pages, whole };
  });
}
