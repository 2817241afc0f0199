/** A file of the published tree. `missing`: links that its text names although the archive holds no page there. */
export type TreePage = { path: string; text: string; missing?: readonly string[] };

/** The same with its bytes. */
export type PageBytes = { path: string; bytes: Buffer; missing?: readonly string[] };

/**
 * Files that belong together. `whole` is a folder, with its slash, or the path of one file, of which these are all:
 * what else an earlier export wrote there is no longer published. Without it, nothing goes.
 */
export type TreeStep<Page = TreePage> = { pages: Page[]; whole?: string };

/** A step with the bytes of its texts. */
export function inBytes({ pages, ...step }: TreeStep): TreeStep<PageBytes> {
  return { ...step, pages: pages.map(({ text, ...page }) => ({ ...page, bytes: Buffer.from(text, 'utf8') })) };
}
