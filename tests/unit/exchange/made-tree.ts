import { mkdtempSync } from 'node:fs';
import path from 'node:path';
import { inBytes } from '../../../lib/editorial/published/tree-page.ts';
import { Receiver } from '../../../lib/exchange/export/receiver.ts';
import { FolderTarget } from '../../../lib/exchange/export/targets/folder-target.ts';
import { settings } from '../../support/settings.ts';
import { sampleTree } from '../../support/trees.ts';

/** Links of the sample tree that are known to lead nowhere. */
const MISSING = ['/news/2029/01/2/gone.md', '/news/2031/04/9/lost.md', '/news/2031/04/9/lost-too.md'];

/** An exported tree of such files, with a manifest that fits them whatever they say. */
export function madeTree(
  within: string,
  files: Record<string, string> = sampleTree(),
  missing: readonly string[] = MISSING,
): string {
  const folder = mkdtempSync(path.join(within, 'made-'));
  const claim = new FolderTarget(folder).claim();
  const target = new FolderTarget(folder, { claim });
  const receiver = new Receiver(target, { settings: settings(), plan: false, whole: true });
  const pages = Object.entries(files).map(([at, text]) => ({
    path: at,
    text,
    missing: missing.filter((link) => text.includes(`](${link})`)),
  }));
  receiver.take([
    inBytes({
      pages: pages.filter(({ path: at }) => at.startsWith('news/')).sort((a, b) => (a.path < b.path ? -1 : 1)),
    }),
  ]);
  receiver.take([inBytes({ pages: pages.filter(({ path: at }) => !at.startsWith('news/')) })]);
  receiver.finish();
  target.release();
  return folder;
}
