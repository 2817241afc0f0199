import { archiveState } from '../../editorial/published/archive-state.ts';
import { PageMaker } from '../../editorial/published/page-maker.ts';
import { live, type Published, publishedEntriesOf } from '../../editorial/published/published.ts';
import { publishedProseOf } from '../../editorial/published/published-prose.ts';
import type { TreePage, TreeStep } from '../../editorial/published/tree-page.ts';
import type { EntryId } from '../../kernel/ids.ts';
import { type ExportSettings, RELATED_LIMITS } from '../../kernel/newsroom/export-settings.ts';
import { dayFolder } from '../../layout/paths.ts';
import type { Store } from '../../platform/database/database.ts';
import { inLongTransaction } from '../../platform/database/pool-transaction.ts';
import { feedPages } from './feed-pages.ts';
import { partOf } from './manifest.ts';
import { publishedTree } from './published-tree.ts';
import {
  addReadyPages,
  aloneWithReadyPages,
  clearReadyPages,
  dropReadyPages,
  type ReadyPage,
  readyMonths,
  readyPagesIn,
  readyState,
  writeReadyState,
} from './store/ready-page-rows.ts';
import { type TouchedSince, touchedSince } from './touched.ts';
import { touchedTree, wholeDay } from './touched-tree.ts';

/** The usual export: what a first `export DIR` writes. Its pages are made ahead. */
const USUAL: ExportSettings = {
  edition: '2017',
  formats: ['md'],
  readmes: false,
  relatedLimit: RELATED_LIMITS['2017'],
  site: { url: '', title: '' },
};

const PROSE_FOLDERS = ['api', 'faq', 'opinion'];

/** Raised where pages come to be made in another way, so that those made before are not used. */
const WAY = 1;

function keyFor(identity: string): string {
  return `${identity} ${WAY}`;
}

/**
 * Whether pages that are made ahead are those that these settings ask for. What else the settings say is for other
 * formats.
 */
export function isUsual({ edition, formats, readmes, relatedLimit, related }: ExportSettings): boolean {
  return (
    edition === USUAL.edition &&
    formats.join() === 'md' &&
    !readmes &&
    relatedLimit === USUAL.relatedLimit &&
    related === undefined
  );
}

/**
 * Brings the pages that are made ahead up to the archive of now: only what changed is made. Returns how many pages that
 * were; undefined where another process is at it.
 */
export function refreshReadyPages(store: Store): Promise<number | undefined> {
  return aloneWithReadyPages(store, () =>
    inLongTransaction(store, { snapshot: true, tables: true }, async (client) => {
      const archive = live(client);
      const now = await archiveState(archive.db);
      const touched = await touchedSinceReady(archive, now.identity);
      if (touched && touched.after === now.position) return 0;
      if (!touched) await clearReadyPages(archive.db);
      let made = 0;
      for await (const { pages, whole } of touched
        ? touchedTree(archive, USUAL, touched)
        : publishedTree(archive, USUAL)) {
        const kept = pages.filter((page) => partOf(page.path) !== undefined);
        if (touched) {
          const paths = kept.map((page) => page.path);
          await dropReadyPages(archive.db, paths, whole === undefined ? [] : [whole]);
        }
        await addReadyPages(client, kept);
        made += kept.length;
      }
      await writeReadyState(archive.db, { key: keyFor(now.identity), position: now.position });
      return made;
    }),
  );
}

/** What changed since the pages were made; undefined where there are none, or too much changed. */
export async function touchedSinceReady(archive: Published, identity: string): Promise<TouchedSince | undefined> {
  const state = await readyState(archive.db);
  return state?.key === keyFor(identity) ? touchedSince(archive, state.position) : undefined;
}

/**
 * The whole tree of the usual export: the pages that are made ahead, and in their midst those again that changes
 * touched since.
 */
export async function* readyTree(
  archive: Published,
  settings: ExportSettings,
  touched: TouchedSince,
): AsyncGenerator<TreeStep> {
  const maker = new PageMaker(archive, settings);
  const days = new Set(touched.days.map((day) => `${dayFolder(day)}/`));
  const naming = await pagesNaming(maker, touched.entries);
  const replaced = (page: ReadyPage) =>
    days.has(page.path.slice(0, page.path.lastIndexOf('/') + 1)) || naming.has(page.path);
  const months = new Set([
    ...(await readyMonths(archive.db)),
    ...touched.days.map((day) => dayFolder(day).slice(0, 'news/YYYY/MM'.length)),
  ]);
  for (const month of [...months].sort()) {
    yield { pages: (await readyPagesIn(archive.db, month)).filter((page) => !replaced(page)) };
    for (const day of touched.days) if (dayFolder(day).startsWith(`${month}/`)) yield await wholeDay(maker, day);
    yield {
      pages: [...naming.values()].filter(
        (page) => page.path.startsWith(`${month}/`) && !days.has(page.path.slice(0, page.path.lastIndexOf('/') + 1)),
      ),
    };
  }
  for (const folder of PROSE_FOLDERS)
    yield { pages: (await readyPagesIn(archive.db, folder)).filter((page) => !touched.prose.includes(page.path)) };
  yield { pages: await publishedProseOf(archive, touched.prose) };
  yield { pages: await maker.frontPages() };
  yield* feedPages(maker, 0);
}

async function pagesNaming(maker: PageMaker, entries: readonly EntryId[]): Promise<Map<string, TreePage>> {
  const pages = (await maker.learn(await publishedEntriesOf(maker.archive, entries))).flatMap((entry) =>
    maker.pagesOfEntry(entry),
  );
  return new Map(pages.map((page) => [page.path, page]));
}
