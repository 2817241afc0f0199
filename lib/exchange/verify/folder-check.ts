import { lstatSync } from 'node:fs';
import { byCodePoint } from '../../kernel/code-point-order.ts';
import type { ExportSettings } from '../../kernel/newsroom/export-settings.ts';
import { formatPath } from '../../layout/formats/format-file.ts';
import { REDIRECTS_PATH } from '../../layout/formats/left-pages.ts';
import { parsePagePath } from '../../layout/paths.ts';
import { formatOf, isExportFile } from '../../layout/tree-files.ts';
import type { ManifestRow } from '../export/manifest.ts';
import type { checkFormats } from './format-check.ts';
import { LeftCheck } from './left-check.ts';
import { LinkCheck } from './link-check.ts';
import { PageCheck, type ReadPage, textOf } from './page-check.ts';
import type { PathTable } from './path-table.ts';
import { emptyTally, note, type VerifyTally } from './report.ts';
import { pathsOfMarkup } from './tree-links.ts';
import { bytesProblem, namesIn, TreeReader } from './tree-reader.ts';

/** The manifest does not list itself. */
const ITSELF = 'manifest.json';
const FEED = /^(?:rss|atom|sitemap)\.xml$|^sitemap\/[^/]+\.xml$/;
/** Checks a page in all its formats. */
export type FormatCheck = typeof checkFormats;

const OTHER_FORMAT = /\.(?:html|json|xml)$/;

/** Checks the files of an exported tree, folder by folder. */
export class FolderCheck {
  readonly tally: VerifyTally = emptyTally();
  private readonly root: string;
  private readonly settings: ExportSettings;
  private readonly reader = new TreeReader();
  private readonly links: LinkCheck;
  private readonly pages: PageCheck;
  private readonly left: LeftCheck;
  private readonly pageFormats: FormatCheck | undefined;

  /**
   * `pageFormats` where pages have others than Markdown: their checks bring the schemas of every format, which cost a
   * thread a tenth of a second.
   */
  constructor(root: string, settings: ExportSettings, table: PathTable, pageFormats: FormatCheck | undefined) {
    this.root = root;
    this.settings = settings;
    this.pageFormats = pageFormats;
    this.links = new LinkCheck(table, this.tally, settings);
    this.pages = new PageCheck(settings, this.links, this.tally);
    this.left = new LeftCheck(root, settings, table, this.tally);
  }

  /**
   * Checks the listed files below some folders against what is there; `folders` end with a slash, '' is the root
   * without its folders.
   */
  check(folders: readonly string[], rows: readonly ManifestRow[]): void {
    const listed = new Map(rows.map((row) => [row.path, row]));
    for (const folder of folders) this.folder(folder, listed);
    for (const { path } of listed.values())
      note(this.tally, path, 'missing', 'The manifest lists this file, but it is missing.');
  }

  /** Files that were found are taken from `listed`. */
  private folder(folder: string, listed: Map<string, ManifestRow>): void {
    const found: ManifestRow[] = [];
    for (const name of namesIn(this.root + folder)) {
      const path = folder + name;
      const row = listed.get(path);
      if (row) found.push(row);
      else if (path !== ITSELF) this.unlisted(path, folder, listed);
    }
    for (const { path } of found) listed.delete(path);
    this.files(found);
  }

  /**
   * What the manifest does not list: a folder to look into, a file of others, or one that must not be there. Those of
   * the root are looked at before.
   */
  private unlisted(path: string, within: string, listed: Map<string, ManifestRow>): void {
    const status = lstatSync(this.root + path, { throwIfNoEntry: false });
    if (status?.isDirectory()) {
      if (within !== '') this.folder(`${path}/`, listed);
    } else if (!isExportFile(path) && (within === '' || !status?.isSymbolicLink())) this.tally.foreign += 1;
    else if (status?.isSymbolicLink())
      note(
        this.tally,
        path,
        'symbolic-link',
        'There is a symbolic link among the pages; an export writes only folders and files.',
      );
    else
      note(
        this.tally,
        path,
        'unlisted',
        'The manifest does not list this file, which is in the place of a page or another exported file.',
      );
  }

  /** Where pages have pageFormats, those of one page are checked together. */
  private files(rows: readonly ManifestRow[]): void {
    if (this.pageFormats) for (const group of groupsOf(rows)) this.group(group, this.pageFormats);
    else for (const row of rows) this.file(row);
  }

  private group(rows: readonly ManifestRow[], pageFormats: FormatCheck): void {
    const texts = new Map<string, string>();
    let read: ReadPage | undefined;
    for (const row of rows) {
      const file = this.file(row);
      if (file) texts.set(row.path, file.text);
      read = file?.read ?? read;
    }
    const markdown = rows[0]?.path.replace(OTHER_FORMAT, '.md') ?? '';
    const page = parsePagePath(markdown);
    if (page.kind !== 'event' && page.kind !== 'day' && page.kind !== 'front') return;
    const alone = rows.length === 1 && rows[0]?.path.endsWith('.html') ? rows[0] : undefined;
    const html = alone && texts.get(alone.path);
    if (alone && html !== undefined && page.kind === 'event') this.left.page(alone, markdown, html);
    else if (page.kind === 'event' || !page.readme) this.complete(markdown, rows);
    pageFormats(page.kind, markdown, read, texts, this.settings, this.tally);
  }

  /** Every page is there in every format of the tree. */
  private complete(markdown: string, rows: readonly ManifestRow[]): void {
    for (const format of this.settings.formats.filter((one) => one !== 'rss')) {
      const path = format === 'md' ? markdown : formatPath(markdown, format);
      if (!rows.some((row) => row.path === path))
        note(this.tally, path, 'missing', 'The manifest does not list this file, only other formats of the page.');
    }
  }

  /** Checks one file that is listed and is there: its bytes, and what it says. */
  private file(row: ManifestRow): { text: string; read: ReadPage | undefined } | undefined {
    const { path, size } = row;
    this.tally.files += 1;
    this.tally.bytes += size;
    const format = formatOf(path);
    if (!format || !this.settings.formats.includes(format))
      note(this.tally, path, 'manifest', 'The manifest lists this file, but none of its formats includes one.');
    const bytes = this.reader.read(this.root + path, size);
    const problem = bytes ? bytesProblem(bytes, row) : 'This is not a readable file.';
    if (!bytes && lstatSync(this.root + path, { throwIfNoEntry: false })?.isSymbolicLink())
      note(
        this.tally,
        path,
        'symbolic-link',
        'There is a symbolic link in the place of this file; an export writes only files.',
      );
    else if (problem) note(this.tally, path, 'changed', problem);
    if (!bytes || (problem && bytes.length > size)) return undefined;
    const text = textOf(bytes, path, this.tally);
    return text === undefined ? undefined : { text, read: this.content(row, text) };
  }

  private content(row: ManifestRow, text: string): ReadPage | undefined {
    const { path } = row;
    if (path.endsWith('.md')) return this.pages.check(row, parsePagePath(path), text);
    if (path === REDIRECTS_PATH) this.left.list(row, text);
    else if (path.endsWith('.html') || FEED.test(path))
      this.links.paths(row, pathsOfMarkup(text, path, this.settings.site.url));
    return undefined;
  }
}

/** The files of each page together: those that differ in the ending alone. */
function groupsOf(rows: readonly ManifestRow[]): ManifestRow[][] {
  const groups = new Map<string, ManifestRow[]>();
  for (const row of [...rows].sort((a, b) => byCodePoint(a.path, b.path))) {
    const stem = row.path.slice(0, row.path.lastIndexOf('.'));
    const group = groups.get(stem);
    if (group) group.push(row);
    else groups.set(stem, [row]);
  }
  return [...groups.values()];
}
