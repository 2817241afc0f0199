import type { ExportSettings } from '../../kernel/newsroom/export-settings.ts';
import { formatPath } from '../../layout/formats/format-file.ts';
import { parsePagePath } from '../../layout/paths.ts';
import type { ManifestRow } from '../export/manifest.ts';
import type { PathTable } from './path-table.ts';
import { note, type VerifyTally } from './report.ts';

/** Whether links lead to files of the tree. */
export class LinkCheck {
  private readonly table: PathTable;
  private readonly tally: VerifyTally;
  /** The ending of the pages that Markdown's links lead to, where the tree has no Markdown. */
  private readonly instead: 'html' | 'json' | 'xml' | undefined;
  private readonly hasMarkdown: boolean;

  constructor(table: PathTable, tally: VerifyTally, { formats }: ExportSettings) {
    this.table = table;
    this.tally = tally;
    this.hasMarkdown = formats.includes('md');
    this.instead = this.hasMarkdown
      ? undefined
      : (['html', 'json', 'xml'] as const).find((format) => formats.includes(format));
  }

  /** Takes the links of a page, from the root of the tree and with its slash, as the Markdown layout writes them. */
  links(row: ManifestRow, links: readonly string[]): void {
    this.tally.links += links.length;
    for (const link of links) if (!this.leads(link)) this.dead(row, link, row.missing?.includes(link) === true);
  }

  /** Takes paths of the tree that a page in another format leads to. */
  paths(row: ManifestRow, paths: readonly string[]): void {
    this.tally.links += paths.length;
    for (const path of paths)
      if (!this.holds(path))
        this.dead(row, `/${path}`, row.missing?.some((link) => formatPath(link, 'html') === `/${path}`) === true);
  }

  /** Takes links of what is kept as it came: one into nowhere is only counted. */
  keptLinks(links: readonly string[]): void {
    this.tally.links += links.length;
    for (const link of links) if (!this.leads(link)) this.tally.looseEnds += 1;
  }

  /**
   * Feeds of a tree without Markdown and HTML name pages by their Markdown, which is elsewhere; free prose is
   * Markdown alone.
   */
  private holds(path: string): boolean {
    if (this.table.has(`/${path}`)) return true;
    if (this.hasMarkdown || !path.endsWith('.md')) return false;
    return this.instead === undefined || parsePagePath(path).kind === 'prose' || this.leads(`/${path}`);
  }

  private leads(link: string): boolean {
    return this.table.has(this.instead ? formatPath(link, this.instead) : link);
  }

  private dead(row: ManifestRow, link: string, isKnown: boolean): void {
    if (isKnown) this.tally.knownMissing += 1;
    else if (!isCalendar(link))
      note(this.tally, row.path, 'broken-link', `The link ${link} does not lead to a file in the tree.`);
  }
}

/** Whether a link leads to a day, as the calendar does whether the day has a page or not. */
function isCalendar(link: string): boolean {
  const { kind } = parsePagePath(link.slice(1).replace(/\.(?:html|json|xml)$/, '.md'));
  return kind === 'day';
}
