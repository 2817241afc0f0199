import type { Day } from '../../domain/day.ts';
import { parseContextLine } from '../../layout/context-line.ts';
import { type DayPage, parseDayPage } from '../../layout/day-page.ts';
import { type EventPage, parseEventPage } from '../../layout/event-page.ts';
import { parseFrontPage, renderFrontPage } from '../../layout/front-page.ts';
import { decodePage } from '../../layout/page-text.ts';
import { eventPath, linkTo, parsePagePath } from '../../layout/paths.ts';
import { sha256 } from '../../store/content-hash.ts';
import type { TreeFile, TreeFolder } from './folder.ts';
import type { ContextListing, ImportSource, PageFile, RefusedFile, StagedDay, StagedIndex, Step } from './staged.ts';

const LARGEST_PAGE = 4 * 1024 * 1024;

/** A layout tree as a source of an import. `folders` walks it, as often as it is asked to. */
export function treeSource(name: string, folders: () => Iterable<TreeFolder>, close: () => Promise<void> = async () => undefined): ImportSource {
  return {
    name,
    async *steps() {
      for (const folder of folders()) yield stageFolder(folder);
    },
    close,
  };
}

type Pages = { events: { path: string; page: EventPage; file: PageFile }[]; index?: { page: DayPage; file: PageFile }; readme?: { page: DayPage; file: PageFile } };

/** Reads and parses the files of one folder. */
function stageFolder(folder: TreeFolder): Step {
  const step: Step = { others: [], refused: [...folder.refused], files: [] };
  const pages: Pages = { events: [] };
  let day: Day | undefined;
  for (const file of folder.files) {
    const place = parsePagePath(file.path);
    if (place.kind === 'foreign') {
      step.refused.push({ path: file.path, line: 0, reason: place.reason });
      continue;
    }
    const text = readText(file);
    if ('reason' in text) step.refused.push(text);
    else if (place.kind === 'event' || place.kind === 'day') {
      day = place.day;
      const problem = takePage(place, text, pages);
      if (problem) step.refused.push(problem);
      else step.files.push(text);
    } else takeOther(place.kind, text, step);
  }
  if (day && (pages.events.length || pages.index || pages.readme)) step.day = stageDay(day, pages);
  return step;
}

function readText(file: TreeFile): PageFile | RefusedFile {
  if (file.size > LARGEST_PAGE) return { path: file.path, line: 0, reason: `The page is larger than ${LARGEST_PAGE / 1024 / 1024} MB.` };
  const decoded = decodePage(file.read());
  if (!decoded.ok) return { path: file.path, ...decoded.problem };
  return { path: file.path, text: decoded.value.text, altered: decoded.value.notes.length > 0 };
}

function takePage(place: { kind: 'event'; day: Day; slug: string } | { kind: 'day'; day: Day; readme: boolean }, file: PageFile, pages: Pages): RefusedFile | undefined {
  if (place.kind === 'event') {
    const parsed = parseEventPage(file.text, { day: place.day, slug: place.slug });
    if (!parsed.ok) return { path: file.path, ...parsed.problem };
    pages.events.push({ path: eventPath(place.day, place.slug), page: parsed.value, file });
    return undefined;
  }
  const parsed = parseDayPage(file.text, place.day);
  if (!parsed.ok) return { path: file.path, ...parsed.problem };
  pages[place.readme ? 'readme' : 'index'] = { page: parsed.value, file };
  return undefined;
}

function takeOther(kind: 'front' | 'prose', file: PageFile, step: Step): void {
  if (kind === 'prose') {
    step.others.push({ kind, path: file.path, text: file.text });
    step.files.push(file);
    return;
  }
  const parsed = parseFrontPage(file.text);
  if (!parsed.ok) {
    step.refused.push({ path: file.path, ...parsed.problem });
    return;
  }
  const rendered = renderFrontPage(parsed.value);
  step.others.push({ kind, path: file.path, exact: rendered === file.text && !file.altered, rendered, text: file.text });
  step.files.push(file);
}

function stageDay(day: Day, pages: Pages): StagedDay {
  const index = stageIndex(pages);
  const bodies = new Map(index?.page.entries.map((entry) => [entry.link, entry.body]));
  const events = pages.events.map(({ path, page, file }) => {
    const body = bodies.get(linkTo(path)) ?? '';
    return { path, page, file, listings: listingsOf(page, body, index?.page.edition), hash: sha256(`${file.text}\0${parseContextLine(body) ?? ''}`) };
  });
  return { day, events, ...(index ? { index } : {}), hash: sha256(`${pages.index?.file.text ?? ''}\0${pages.readme?.file.text ?? ''}`) };
}

/** The day's page: index.md, or README.md where it stands alone. Another text in README.md is kept beside the index. */
function stageIndex({ index, readme }: Pages): StagedIndex | undefined {
  if (!index) return readme && { ...readme, readme: { twin: true } };
  if (!readme) return index;
  return { ...index, readme: readme.file.text === index.file.text ? { twin: true } : { text: readme.file.text } };
}

/**
 * The lists that name an event's contexts: its day's, which is whole, and of those that it shares with related events the
 * ones that say more.
 */
function listingsOf(page: EventPage, body: string, edition: string | undefined): ContextListing[] {
  const ofDay = parseContextLine(body);
  const whole = new Set(ofDay?.split(', '));
  const shared = [...new Set(page.related.map((item) => item.contexts))].filter((list) => list && !list.split(', ').every((part) => whole.has(part)));
  const listings = shared.map((list) => ({ list, sorted: true }));
  return ofDay === undefined ? listings : [{ list: ofDay, sorted: edition === '2017' }, ...listings];
}
