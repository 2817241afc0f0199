import { ok, type Result } from '../kernel/result.ts';
import type { EarlierVersion } from '../kernel/revision/text.ts';
import {
  type ItemResult,
  parseChange,
  parseRelated,
  parseSource,
  type RelatedItem,
  type SourceItem,
} from './event-items.ts';
import { failAt, isHeading, type Lines, nextText, quoted } from './lines.ts';
import type { PageProblem } from './page-text.ts';

/** The items of an event page's sections, and whether a heading is one that only the 2018 edition has. */
export type Sections = { sources: SourceItem[]; changes: EarlierVersion[]; related: RelatedItem[]; is2018: boolean };

type SectionName = 'sources' | 'changes' | 'related';

const HEADINGS: Readonly<Record<string, { name: SectionName; is2018: boolean }>> = {
  '### Source:': { name: 'sources', is2018: false },
  '### Sources:': { name: 'sources', is2018: true },
  '### Changes:': { name: 'changes', is2018: true },
  '### Related:': { name: 'related', is2018: false },
};

/**
 * The sections down to the end of the page, in any order. Refused: an unknown or doubled heading, and a line that is no
 * item.
 */
export function parseSections(lines: Lines): Result<Sections, PageProblem> {
  const found: Sections = { sources: [], changes: [], related: [], is2018: false };
  const seen = new Set<SectionName>();
  for (let line = nextText(lines); line !== undefined; line = nextText(lines)) {
    const heading = headingOf(line);
    if (!heading)
      return failAt(
        lines,
        'Expected the heading of a section (Source, Sources, Changes or Related, as in “### Related:”), but found ' +
          `${quoted(line)}.`,
      );
    if (seen.has(heading.name))
      return failAt(lines, `The page has this section twice: ${quoted(line)}. Put their items under one heading.`);
    seen.add(heading.name);
    found.is2018 ||= heading.is2018;
    lines.at += 1;
    const read = parseItems(lines, heading.name, found);
    if (!read.ok) return read;
  }
  return ok(found);
}

function headingOf(line: string): { name: SectionName; is2018: boolean } | undefined {
  const heading = line.trimEnd();
  return Object.hasOwn(HEADINGS, heading) ? HEADINGS[heading] : undefined;
}

function parseItems(lines: Lines, name: SectionName, into: Sections): Result<undefined, PageProblem> {
  let before: string | undefined;
  for (let line = nextText(lines); line !== undefined && !isHeading(line); line = nextText(lines)) {
    const wrong = parseItem(line.trimEnd(), before, name, into);
    if (wrong) return failAt(lines, wrong);
    before = line;
    lines.at += 1;
  }
  return ok(undefined);
}

/** Reads an item into its list; a sentence where it is none. */
function parseItem(line: string, before: string | undefined, name: SectionName, into: Sections): string | undefined {
  if (name === 'sources') return take(parseSource(line, before), into.sources);
  if (name === 'changes') return take(parseChange(line), into.changes);
  return take(parseRelated(line), into.related);
}

function take<Item>(result: ItemResult<Item>, into: Item[]): string | undefined {
  if ('wrong' in result) return result.wrong;
  into.push(result.item);
  return undefined;
}
