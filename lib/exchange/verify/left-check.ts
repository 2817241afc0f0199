import { readFileSync } from 'node:fs';
import { type ExportSettings, inOrder } from '../../kernel/newsroom/export-settings.ts';
import { formatPath } from '../../layout/formats/format-file.ts';
import { leadsTo, leavingsIn, leftPage, REDIRECTS_PATH, redirectsFile } from '../../layout/formats/left-pages.ts';
import type { ManifestRow } from '../export/manifest.ts';
import { firstDifference } from './page-check.ts';
import type { PathTable } from './path-table.ts';
import { note, type VerifyTally } from './report.ts';

/**
 * Whether addresses that pages left lead on as the tree's list of them says, and the list says no more than the tree
 * does.
 */
export class LeftCheck {
  private readonly root: string;
  private readonly settings: ExportSettings;
  private readonly table: PathTable;
  private readonly tally: VerifyTally;
  private known: ReadonlyMap<string, string> | undefined;

  constructor(root: string, settings: ExportSettings, table: PathTable, tally: VerifyTally) {
    this.root = root;
    this.settings = settings;
    this.table = table;
    this.tally = tally;
  }

  /** The list itself: every line is one that an export writes, has its page, and leads to one. */
  list(row: ManifestRow, text: string): void {
    const lines = leavingsIn(text, this.settings);
    const again = redirectsFile(lines, this.settings).text;
    if (again !== text || text === '')
      note(
        this.tally,
        row.path,
        'other-text',
        `${firstDifference(text, again)} The list is not as Dateline writes it.`,
      );
    this.tally.links += 2 * lines.length;
    for (const path of lines.flatMap((line) => [line.path, line.to]).map((page) => `/${formatPath(page, 'html')}`))
      if (!this.table.has(path))
        note(this.tally, row.path, 'broken-link', `The address ${path} does not belong to a file in the tree.`);
    const others = inOrder(this.settings.formats).filter((format) => format !== 'html' && format !== 'rss');
    for (const { path } of lines)
      if (others.some((format) => this.table.has(`/${format === 'md' ? path : formatPath(path, format)}`)))
        note(this.tally, row.path, 'other-text', `The list redirects /${path}, but the page exists.`);
  }

  /**
   * An HTML page that stands alone: `markdown` is the path of the page that was there. Whether it is one that leads on
   * is told by what it says, or by the list.
   */
  page({ path }: ManifestRow, markdown: string, text: string): void {
    const to = leadsTo(text);
    const listed = this.listed().get(markdown);
    const hasOthers = this.settings.formats.some((format) => format !== 'html' && format !== 'rss');
    if (to === undefined && listed === undefined && !hasOthers) return;
    const again = to === undefined ? undefined : leftPage({ path: markdown, to }, this.settings).text;
    if (again === undefined)
      note(this.tally, path, 'other-text', 'The page has no other formats and redirects nowhere.');
    else if (again !== text)
      note(this.tally, path, 'other-text', `${firstDifference(text, again)} The page is not as Dateline writes it.`);
    else if (to !== listed)
      note(this.tally, path, 'other-text', `The page redirects to /${to}, but ${REDIRECTS_PATH} does not.`);
  }

  private listed(): ReadonlyMap<string, string> {
    this.known ??= new Map(leavingsIn(this.read(), this.settings).map(({ path, to }) => [path, to]));
    return this.known;
  }

  private read(): string {
    try {
      return readFileSync(this.root + REDIRECTS_PATH, 'utf8');
    } catch {
      return '';
    }
  }
}
