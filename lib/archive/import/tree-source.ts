import type { Day } from '../../domain/day.ts';
import { parseContextLine } from '../../layout/context-line.ts';
import { type DayPage, parseDayPage } from '../../layout/day-page.ts';
import { type EventPage, parseEventPage } from '../../layout/event-page.ts';
import { parseFrontPage, renderFrontPage } from '../../layout/front-page.ts';
import { decodePage } from '../../layout/page-text.ts';
import { linkTo, type PagePath, parsePagePath } from '../../layout/paths.ts';
import { sha256 } from '../../store/content-hash.ts';
import { isExportFile } from './export-files.ts';
import type { TreeFile, TreeFolder } from './folder.ts';
import type { ContextListing, ImportSource, PageFile, RawDay, RawEvent, RefusedFile, StagedEvent, StagedIndex, Step } from './staged.ts';

/** The most bytes that a page may have. */
export const LARGEST_PAGE = 4 * 1024 * 1024;

/** A layout tree as a source of an import. `folders` walks it, as often as it is asked to. */
export function treeSource(name: string, folders: () => Iterable<TreeFolder>, close: () => Promise<void> = async () => undefined): ImportSource {
  return {
    name,
    async *steps(skip = () => false) {
      for (const folder of folders()) {
        const day = dayOfFolder(folder);
        if (day === undefined || !skip(day)) yield stageFolder(folder);
      }
    },
    close,
  };
}

type Place<Kind extends PagePath['kind']> = Extract<PagePath, { kind: Kind }>;
/** An event's file: its hash and its text, or why it has none. */
type EventFile = { slug: string; path: string; hash: string; text: PageFile | RefusedFile };
type Pages = { events: EventFile[]; index?: { page: DayPage; file: PageFile }; readme?: { page: DayPage; file: PageFile } };

function dayOfFolder(folder: TreeFolder): Day | undefined {
  const place = parsePagePath(`${folder.folder}/index.md`);
  return place.kind === 'day' ? place.day : undefined;
}

/** Reads the files of one folder. The pages of a day are parsed, those of its events only when they are asked for. */
function stageFolder(folder: TreeFolder): Step {
  const step: Step = { others: [], refused: [...folder.refused], skipped: 0 };
  const pages: Pages = { events: [] };
  const paths = new Set(folder.files.map((file) => file.path));
  for (const file of folder.files) {
    if (isExportFile(file.path, (path) => paths.has(path))) step.skipped += 1;
    else {
      const refused = takeFile(file, pages, step);
      if (refused) step.refused.push(refused);
    }
  }
  const day = dayOfFolder(folder);
  if (day && (pages.events.length || pages.index || pages.readme)) step.day = stageDay(day, pages);
  return step;
}

/** Takes a file in; says why where it is refused. */
function takeFile(file: TreeFile, pages: Pages, step: Step): RefusedFile | undefined {
  const place = parsePagePath(file.path);
  if (place.kind === 'foreign') return { path: file.path, line: 0, reason: place.reason };
  const bytes = file.read(LARGEST_PAGE);
  if (!bytes) return { path: file.path, line: 0, reason: `The page is larger than ${LARGEST_PAGE / 1024 / 1024} MB.` };
  const text = readText(file.path, bytes);
  if (place.kind === 'event') {
    pages.events.push({ slug: place.slug, path: file.path, hash: sha256(bytes), text });
    return undefined;
  }
  if ('reason' in text) return text;
  if (place.kind === 'day') return takeDayPage(place, text, pages);
  return place.kind === 'front' ? takeFront(place, text, step) : takeProse(text, step);
}

function readText(path: string, bytes: Uint8Array): PageFile | RefusedFile {
  const decoded = decodePage(bytes);
  return decoded.ok ? { path, text: decoded.value.text, altered: decoded.value.notes.length > 0 } : { path, ...decoded.problem };
}

function takeDayPage(place: Place<'day'>, file: PageFile, pages: Pages): RefusedFile | undefined {
  const parsed = parseDayPage(file.text, place.day);
  if (!parsed.ok) return { path: file.path, ...parsed.problem };
  pages[place.readme ? 'readme' : 'index'] = { page: parsed.value, file };
  return undefined;
}

/** A README.md at the root may be the front page's twin, or speak of the repository that the tree lies in. */
function takeFront(place: Place<'front'>, file: PageFile, step: Step): RefusedFile | undefined {
  const parsed = parseFrontPage(file.text);
  if (!parsed.ok && place.readme) step.skipped += 1;
  if (!parsed.ok) return place.readme ? undefined : { path: file.path, ...parsed.problem };
  const rendered = renderFrontPage(parsed.value);
  step.others.push({ kind: 'front', path: file.path, exact: rendered === file.text && !file.altered, rendered, text: file.text });
  return undefined;
}

function takeProse(file: PageFile, step: Step): undefined {
  step.others.push({ kind: 'prose', path: file.path, text: file.text });
}

function stageDay(day: Day, pages: Pages): RawDay {
  const index = stageIndex(pages);
  const bodies = new Map(index?.page.entries.map((entry) => [entry.link, entry.body]));
  const events = pages.events.map((file) => rawEvent(file, day, bodies.get(linkTo(file.path)) ?? '', index?.page.edition));
  return { day, events, ...(index ? { index } : {}), hash: sha256(`${pages.index?.file.text ?? ''}\0${pages.readme?.file.text ?? ''}`) };
}

/** An event's contexts stand on its day's page, so they belong to what the import said of it. */
function rawEvent(file: EventFile, day: Day, body: string, edition: string | undefined): RawEvent {
  const contexts = parseContextLine(body);
  const hash = contexts === undefined ? file.hash : sha256(`${file.hash} ${contexts}`);
  return { path: file.path, hash, isFile: true, read: () => readEvent(file, day, hash, body, edition) };
}

function readEvent({ path, slug, text }: EventFile, day: Day, hash: string, body: string, edition: string | undefined): StagedEvent | RefusedFile {
  if ('reason' in text) return text;
  const parsed = parseEventPage(text.text, { day, slug });
  if (!parsed.ok) return { path, ...parsed.problem };
  return { path, page: parsed.value, file: text, listings: listingsOf(parsed.value, body, edition), hash };
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
