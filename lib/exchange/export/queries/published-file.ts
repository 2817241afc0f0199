import { live } from '../../../editorial/published/published.ts';
import { type ExportSettings, FORMATS, RELATED_LIMITS } from '../../../kernel/newsroom/export-settings.ts';
import { isExportFile } from '../../../layout/tree-files.ts';
import type { Store } from '../../../platform/database/database.ts';
import { setting } from '../../../platform/environment/environment.ts';
import { pagesAround } from './tree-file.ts';

const EDITION = '2017';

/** How the published archive is shown by the app itself: every format, at the address that people reach it at. */
function ownSettings(): ExportSettings {
  const url = (setting('NEXTAUTH_URL') ?? '').replace(/\/+$/, '');
  return {
    edition: EDITION,
    formats: FORMATS,
    readmes: false,
    relatedLimit: RELATED_LIMITS[EDITION],
    site: { url, title: 'Dateline' },
  };
}

/**
 * The exact text of a file of the published tree, as an export in every format writes it; undefined where there is
 * none.
 */
export async function publishedFile(store: Store, path: string): Promise<string | undefined> {
  if (!isExportFile(path)) return undefined;
  const pages = await pagesAround(live(store.pool), ownSettings(), path);
  return pages.find((page) => page.path === path)?.text;
}
