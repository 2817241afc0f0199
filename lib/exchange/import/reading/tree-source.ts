import type { Day } from '../../../kernel/day.ts';
import { type DayPage, parseDayPage } from '../../../layout/day-page.ts';
import { leadsTo } from '../../../layout/formats/left-pages.ts';
import { parseFrontPage, renderFrontPage } from '../../../layout/front-page.ts';
import { decodePage } from '../../../layout/page-text.ts';
import { linkTo, type PagePath, parsePagePath } from '../../../layout/paths.ts';
import { pageBeside } from '../../../layout/tree-files.ts';
import { sha256 } from '../../../platform/content-hash.ts';
import { MANIFEST, parseManifest } from '../../export/manifest.ts';
import type { ExportTraits, ImportSource, PageFile, RawDay, RefusedFile, SourceStep, StagedIndex } from '../staged.ts';
import { isExportFile } from './export-files.ts';
import type { TreeFile, TreeFolder } from './folder.ts';
import { type EntryFile, type FileBeside, rawEntry } from './tree-entry.ts';
import { TreeNames } from './tree-names.ts';

/** The most bytes that a page may have. */
export const LARGEST_PAGE = 4 * 1024 * 1024;

/**
 * A layout tree as a source of an import. `folders` walks it, as often as it is asked to. Throws `RefusedSource` where
 * two of its names are one on some disks.
 */
export function treeSource(
  name: string,
  folders: () => Iterable<TreeFolder>,
  close: () => Promise<void> = async () => undefined,
): ImportSource {
  return {
    name,
    async *steps(skip = () => false) {
      const names = new TreeNames();
      let exported: ExportTraits | undefined;
      for (const folder of folders()) {
        checkNames(folder, names);
        // The root comes before the folders below it.
        if (folder.folder === '') exported = exportedBy(folder);
        const day = dayOfFolder(folder);
        if (day === undefined || !skip(day)) yield stageFolder(folder, exported);
      }
    },
    close,
  };
}

type Place<Kind extends PagePath['kind']> = Extract<PagePath, { kind: Kind }>;
type Pages = {
  beside: Map<string, FileBeside>;
  exported: ExportTraits | undefined;
  entries: EntryFile[];
  index?: { page: DayPage; file: PageFile };
  readme?: { page: DayPage; file: PageFile };
};

/** Names of files need only be told apart within their folder. */
function checkNames({ folder, files }: TreeFolder, folders: TreeNames): void {
  if (folder) folders.add(`${folder}/`);
  const names = new TreeNames();
  for (const { path } of files) names.add(path);
}

function dayOfFolder(folder: TreeFolder): Day | undefined {
  const place = parsePagePath(`${folder.folder}/index.md`);
  return place.kind === 'day' ? place.day : undefined;
}

/** What the manifest at the root of a tree says about the export that wrote it. */
function exportedBy(root: TreeFolder): ExportTraits | undefined {
  const bytes = root.files.find((file) => file.path === MANIFEST)?.read(LARGEST_PAGE);
  const manifest = bytes && parseManifest(Buffer.from(bytes).toString('utf8'));
  return manifest && { relatedLimit: manifest.relatedLimit, byRule: manifest.related !== undefined };
}

/** Reads the files of one folder. The pages of a day are parsed, those of its entries only when they are asked for. */
function stageFolder(folder: TreeFolder, exported: ExportTraits | undefined): SourceStep {
  const step: SourceStep = { others: [], refused: [...folder.refused], skipped: 0 };
  const pages: Pages = { entries: [], beside: new Map(), exported };
  const paths = new Set(folder.files.map((file) => file.path));
  for (const file of folder.files) {
    if (isExportFile(file.path, (path) => paths.has(path)) || isLeftPage(file)) {
      step.skipped += 1;
      takeBeside(file, pages);
    } else {
      const refused = takeFile(file, pages, step);
      if (refused) step.refused.push(refused);
    }
  }
  const day = dayOfFolder(folder);
  if (day && (pages.entries.length || pages.index || pages.readme)) step.day = stageDay(day, pages);
  return step;
}

/** Takes a file in; says why where it is refused. */
function takeFile(file: TreeFile, pages: Pages, step: SourceStep): RefusedFile | undefined {
  const place = parsePagePath(file.path);
  if (place.kind === 'foreign') return { path: file.path, line: 0, reason: place.reason };
  const bytes = file.read(LARGEST_PAGE);
  if (!bytes) return { path: file.path, line: 0, reason: `The page is larger than ${LARGEST_PAGE / 1024 / 1024} MB.` };
  const text = readText(file.path, bytes);
  if (place.kind === 'event') {
    pages.entries.push({ slug: place.slug, path: file.path, hash: sha256(bytes), text });
    return undefined;
  }
  if ('reason' in text) return text;
  if (place.kind === 'day') return takeDayPage(place, text, pages);
  return place.kind === 'front' ? takeFront(place, text, step) : takeProse(text, step);
}

/** Whether a file only sends readers of an address that a page left on to where the page is. */
function isLeftPage(file: TreeFile): boolean {
  if (!file.path.endsWith('.html') || parsePagePath(pageBeside(file.path) ?? '').kind !== 'event') return false;
  const bytes = file.read(LARGEST_PAGE);
  return bytes !== undefined && leadsTo(Buffer.from(bytes).toString('utf8')) !== undefined;
}

/** The JSON of an entry's page can say what the page cannot. */
function takeBeside(file: TreeFile, pages: Pages): void {
  const page = file.path.endsWith('.json') ? pageBeside(file.path) : undefined;
  if (page === undefined || parsePagePath(page).kind !== 'event') return;
  const bytes = file.read(LARGEST_PAGE);
  pages.beside.set(
    page,
    bytes
      ? readText(file.path, bytes)
      : { path: file.path, line: 0, reason: `The file is larger than ${LARGEST_PAGE / 1024 / 1024} MB.` },
  );
}

function readText(path: string, bytes: Uint8Array): PageFile | RefusedFile {
  const decoded = decodePage(bytes);
  return decoded.ok
    ? { path, text: decoded.value.text, altered: decoded.value.notes.length > 0 }
    : { path, ...decoded.error };
}

function takeDayPage(place: Place<'day'>, file: PageFile, pages: Pages): RefusedFile | undefined {
  const parsed = parseDayPage(file.text, place.day);
  if (!parsed.ok) return { path: file.path, ...parsed.error };
  pages[place.readme ? 'readme' : 'index'] = { page: parsed.value, file };
  return undefined;
}

/** A README.md at the root may be the front page's other format, or speak of the repository that the tree is in. */
function takeFront(place: Place<'front'>, file: PageFile, step: SourceStep): RefusedFile | undefined {
  const parsed = parseFrontPage(file.text);
  if (!parsed.ok && place.readme) step.skipped += 1;
  if (!parsed.ok) return place.readme ? undefined : { path: file.path, ...parsed.error };
  const rendered = renderFrontPage(parsed.value);
  step.others.push({
    kind: 'front',
    path: file.path,
    exact: rendered === file.text && !file.altered,
    rendered,
    text: file.text,
  });
  return undefined;
}

function takeProse(file: PageFile, step: SourceStep): undefined {
  step.others.push({ kind: 'prose', path: file.path, text: file.text });
}

function stageDay(day: Day, pages: Pages): RawDay {
  const index = stageIndex(pages);
  const bodies = new Map(index?.page.entries.map((entry) => [entry.link, entry.body]));
  const entries = pages.entries.map((file) =>
    rawEntry(file, { day, body: bodies.get(linkTo(file.path)) ?? '', edition: index?.page.edition, ...pages }),
  );
  return {
    day,
    entries,
    ...(index ? { index } : {}),
    hash: sha256(`${pages.index?.file.text ?? ''}\0${pages.readme?.file.text ?? ''}`),
  };
}

/** The day's page: index.md, or README.md where it stands alone. Another text in README.md is kept beside the index. */
function stageIndex({ index, readme }: Pages): StagedIndex | undefined {
  if (!index) return readme && { ...readme, readme: { twin: true } };
  if (!readme) return index;
  return { ...index, readme: readme.file.text === index.file.text ? { twin: true } : { text: readme.file.text } };
}
