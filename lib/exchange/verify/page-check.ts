import { isAscii } from 'node:buffer';
import type { ExportSettings } from '../../kernel/newsroom/export-settings.ts';
import { type DayPage, parseDayPage, renderDayPage } from '../../layout/day-page.ts';
import { type EventPage, parseEventPage, renderEventPage } from '../../layout/event-page.ts';
import { type FrontPage, parseFrontPage, renderFrontPage } from '../../layout/front-page.ts';
import { decodePage, type PageProblem } from '../../layout/page-text.ts';
import type { PagePath } from '../../layout/paths.ts';
import type { ManifestRow } from '../export/manifest.ts';
import type { LinkCheck } from './link-check.ts';
import { note, type VerifyTally } from './report.ts';
import { linksOfDay, linksOfEntry, linksOfFront, pathsOfProse } from './tree-links.ts';

/** A page as it was read back. */
export type ReadPage =
  | { kind: 'event'; page: EventPage }
  | { kind: 'day'; page: DayPage }
  | { kind: 'front'; page: FrontPage };

/**
 * The text of a file; undefined, with a finding, where it is none. Most files are ASCII, whose bytes are the text: a
 * quarter of the time. A finding too where reading changed it, as every file of a tree is UTF-8 without a byte order
 * mark and with LF.
 */
export function textOf(bytes: Buffer, path: string, tally: VerifyTally): string | undefined {
  if (isAscii(bytes)) return bytes.toString('latin1');
  const decoded = decodePage(bytes);
  if (!decoded.ok) note(tally, path, 'unreadable', `Line ${decoded.error.line}: ${decoded.error.reason}`);
  else if (decoded.value.notes.length) note(tally, path, 'other-text', decoded.value.notes.join(' '));
  return decoded.ok ? decoded.value.text : undefined;
}

/**
 * Checks a page of Markdown: it is parsed, renders to the same text again, and its links lead somewhere. Returns what
 * it says.
 */
export class PageCheck {
  private readonly settings: ExportSettings;
  private readonly links: LinkCheck;
  private readonly tally: VerifyTally;

  constructor(settings: ExportSettings, links: LinkCheck, tally: VerifyTally) {
    this.settings = settings;
    this.links = links;
    this.tally = tally;
  }

  /** `place` is what its path says it is. Returns nothing where it could not be read, or is free prose. */
  check(row: ManifestRow, place: PagePath, text: string): ReadPage | undefined {
    this.tally.pages += 1;
    if (place.kind === 'event') return this.entry(row, place, text);
    if (place.kind === 'day') return this.day(row, place, text);
    if (place.kind === 'front') return this.front(row, text);
    if (place.kind === 'prose') this.links.keptLinks(pathsOfProse(text, row.path).map((path) => `/${path}`));
    else note(this.tally, row.path, 'unreadable', place.reason);
    return undefined;
  }

  private entry(row: ManifestRow, place: Extract<PagePath, { kind: 'event' }>, text: string): ReadPage | undefined {
    const parsed = parseEventPage(text, { day: place.day, slug: place.slug });
    if (!parsed.ok) return this.refuse(row, parsed.error);
    const page = parsed.value;
    this.compare(row, text, renderEventPage(page), page.edition);
    if (page.related.length > this.settings.relatedLimit)
      note(
        this.tally,
        row.path,
        'other-text',
        `The page names ${page.related.length} related ones, and the manifest allows ${this.settings.relatedLimit}.`,
      );
    this.links.links(row, linksOfEntry(page));
    if (page.changes.length) this.links.keptLinks(page.changes.map((change) => change.link));
    return { kind: 'event', page };
  }

  /** A README.md that an import brought keeps its own text, whatever its blank lines. */
  private day(row: ManifestRow, place: Extract<PagePath, { kind: 'day' }>, text: string): ReadPage | undefined {
    const parsed = parseDayPage(text, place.day);
    if (!parsed.ok) return this.refuse(row, parsed.error);
    if (!place.readme) this.compare(row, text, renderDayPage(parsed.value), parsed.value.edition);
    this.links.links(row, linksOfDay(parsed.value));
    return { kind: 'day', page: parsed.value };
  }

  private front(row: ManifestRow, text: string): ReadPage | undefined {
    const parsed = parseFrontPage(text);
    if (!parsed.ok) return this.refuse(row, parsed.error);
    this.compare(row, text, renderFrontPage(parsed.value), parsed.value.edition);
    this.links.links(row, linksOfFront(parsed.value));
    return { kind: 'front', page: parsed.value };
  }

  private compare(row: ManifestRow, text: string, again: string, edition: string): void {
    if (text !== again)
      note(
        this.tally,
        row.path,
        'other-text',
        `${firstDifference(text, again)} The page is not as Dateline writes it.`,
      );
    else if (edition !== this.settings.edition)
      note(
        this.tally,
        row.path,
        'other-text',
        `The page is of the ${edition} edition, and the tree of the ${this.settings.edition} one.`,
      );
  }

  private refuse(row: ManifestRow, { line, reason }: PageProblem): undefined {
    note(this.tally, row.path, 'unreadable', `Line ${line}: ${reason}`);
  }
}

/** Where two texts differ first, as a sentence. */
export function firstDifference(found: string, expected: string): string {
  const [a, b] = [found.split('\n'), expected.split('\n')];
  const line = a.findIndex((text, i) => text !== b[i]);
  return line < 0 ? `Line ${a.length + 1} is missing.` : `Line ${line + 1} differs from what its page says.`;
}
