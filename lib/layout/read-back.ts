import { dayFrom } from '../kernel/day.ts';
import { type EntryId, toId } from '../kernel/ids.ts';
import { sameValue } from '../kernel/revision/canonical.ts';
import type { Edition, RevisionText } from '../kernel/revision/text.ts';
import { eventPageOf, type Lookup } from './compose.ts';
import { dayPageOf, frontPageOf, type ListedEvent, listedEventOf } from './compose-day.ts';
import { parseContextLine } from './context-line.ts';
import { parseDayPage, renderDayPage } from './day-page.ts';
import { revisionTextOf } from './decompose.ts';
import { parseEventPage, renderEventPage } from './event-page.ts';
import { parseFrontPage, renderFrontPage } from './front-page.ts';

const SLUG = 'entry';
const PATH = `news/2000/01/4/${SLUG}.md`;
const DAY = dayFrom('2000-01-04');
const OWN = toId<EntryId>(1);
const BESIDE = toId<EntryId>(2);

const NEIGHBOUR: ListedEvent = {
  path: 'news/2000/01/4/beside.md',
  title2017: 'Beside',
  title2018: 'Beside',
  topic: '',
  summary: '',
  contextNames: [],
};
/** Contexts and related entries are named by what each of them is called, which was asked about when it was written. */
const LOOKUP: Lookup = { contextName: String, target: () => undefined };

/** What an entry says in words of its own. */
type TextFields = Pick<RevisionText, 'topic' | 'headline' | 'summary' | 'sources' | 'kept'>;

/**
 * Whether the pages of an entry, its own, its day's and the front page, in every edition, are read back as its words
 * and as no other entry.
 */
export function readsBack(words: TextFields): boolean {
  const text: RevisionText = { ...words, day: DAY, contexts: [], related: [] };
  return (['2017', '2018'] as const).every((edition) => isOwnPageRead(text, edition) && areListsRead(text, edition));
}

function isOwnPageRead(text: RevisionText, edition: Edition): boolean {
  const page = eventPageOf(text, SLUG, edition, LOOKUP);
  const parsed = parseEventPage(renderEventPage(page), { day: DAY, slug: SLUG });
  if (!parsed.ok || !sameValue(parsed.value, page)) return false;
  return sameValue(
    said(revisionTextOf(parsed.value, { contexts: [], lookup: LOOKUP, eventAt: () => undefined })),
    said(text),
  );
}

/** The words alone. Pages list a cover after the other sources. */
function said({ topic, headline, summary, sources }: RevisionText) {
  const named = sources.map(({ name, url, cover }) => ({ name, url, cover }));
  return {
    topic,
    headline,
    summary,
    sources: [...named.filter(({ cover }) => !cover), ...named.filter(({ cover }) => cover)],
  };
}

/**
 * The day's page and the front page, between entries that have no text: what follows a body or is before a heading
 * is read by its place.
 */
function areListsRead(text: RevisionText, edition: Edition): boolean {
  if (parseContextLine(text.summary) !== undefined) return false;
  const own = listedEventOf(text, PATH, LOOKUP);
  const eventOf = (event: EntryId) => (event === OWN ? own : NEIGHBOUR);
  const order = { entries: [{ entry: BESIDE }, { entry: OWN }, { entry: BESIDE }, { entry: OWN }], kept: {} };
  const page = dayPageOf(DAY, order, edition, eventOf);
  const front = frontPageOf(DAY, () => order, edition, eventOf);
  const [day, latest] = [parseDayPage(renderDayPage(page), DAY), parseFrontPage(renderFrontPage(front))];
  return day.ok && latest.ok && sameValue(day.value, page) && sameValue(latest.value, front);
}
