import { type ContextId, toId } from '../../../kernel/ids.ts';
import { RELATED_LIMITS } from '../../../kernel/newsroom/export-settings.ts';
import { sameValue } from '../../../kernel/revision/canonical.ts';
import { written } from '../../../kernel/revision/kept.ts';
import type { EarlierVersion, KeptTexts, Related, RevisionText, Source } from '../../../kernel/revision/text.ts';
import { eventPageOf, type Lookup, relatedShown } from '../../../layout/compose.ts';
import { present } from '../../../layout/decompose.ts';
import type { RelatedItem, SourceItem } from '../../../layout/event-items.ts';
import { type EventPage, parseEventPage, renderEventPage } from '../../../layout/event-page.ts';
import { eventPath, linkTo } from '../../../layout/paths.ts';
import { splitTitle, type TitleParts } from '../../../layout/title.ts';
import { withStaying } from '../staying.ts';

/** What an import says about an entry that the archive has. */
export type ReadPage = {
  page: EventPage;
  /** The text that the page says by itself. */
  text: RevisionText;
  /** All contexts of the entry, where the import lists them; `ordered` where their order is told, too. */
  contexts: { ids: readonly ContextId[]; ordered: boolean } | undefined;
  /** The contexts that a related line names. */
  contextsOf(item: RelatedItem): ContextId[];
  /**
   * How many related entries the pages of the import name at most, where that is known; `rule`: a rule chose them. A
   * line of entries names none.
   */
  limit: number | 'rule' | undefined;
  /** Whether it is a line of entries: what that leaves empty it does not know. */
  isLine: boolean;
};

/** A text of the archive with the page that readers see of it, and what that says about each related entry. */
export type Base = { text: RevisionText; page: EventPage; items: readonly (RelatedItem | undefined)[] };

/** Whether a line of an import is what the page says, or said, of the related entry at an index. */
export type SameItem = (item: RelatedItem, at: number) => boolean;

/** A text of the archive as the page of an edition shows it. */
export function baseOf(
  text: RevisionText,
  like: Pick<EventPage, 'slug' | 'edition'>,
  lookup: Lookup,
  versions: readonly EarlierVersion[],
): Base {
  const page = eventPageOf(text, like.slug, like.edition, lookup, versions);
  const items = relatedShown(text, linkTo(eventPath(text.day, like.slug)), like.edition, lookup);
  // As a reader of the file has it.
  const read = parseEventPage(renderEventPage(page), { day: text.day, slug: like.slug });
  if (!read.ok || read.value.related.length !== page.related.length) return { text, page, items };
  const lines = [...read.value.related];
  return { text, page: read.value, items: items.map((item) => item && lines.shift()) };
}

/** Whether a line is just what the page says now. */
export function sameAsNow(base: Base): SameItem {
  return (item, at) => sameValue(base.items[at], item);
}

/**
 * The text that an entry has after an import: what the page says differently is taken over; what it says the same, or
 * does not say at all, stays as the archive has it. The very text of the archive where nothing is new.
 */
export function mergedText(base: Base, said: ReadPage, isSame: SameItem = sameAsNow(base)): RevisionText {
  const { text } = base;
  const contexts = mergedContexts(base, said, isSame);
  const merged: RevisionText = {
    ...text,
    ...mergedTitle(base, said),
    summary: saysSummary(base, said) ? said.text.summary : text.summary,
    sources: mergedSources(base, said),
    contexts,
    related: mergedRelated(base, said, isSame),
    kept: mergedKept(base, said, contexts),
  };
  return sameValue(merged, text) ? text : merged;
}

/** A line of entries has the headline with its topic, or without. */
function saysTitle({ text, page }: Base, said: ReadPage): boolean {
  const { title } = said.page;
  return title !== page.title && !(said.isLine && title.trim() === text.headline);
}

/** A kicker's line that is not there says nothing of the topic. */
function saysKicker({ page }: Base, said: ReadPage): boolean {
  return said.page.kicker !== null && said.page.kicker !== page.kicker;
}

function saysSummary({ page }: Base, said: ReadPage): boolean {
  return said.page.summary !== page.summary && !(said.isLine && said.page.summary === '');
}

/** A title of the 2017 edition that begins with the topic has it still. */
function mergedTitle(base: Base, said: ReadPage): Pick<RevisionText, 'topic' | 'headline'> {
  const { text } = base;
  const is2018 = said.page.edition === '2018';
  const headline = saysTitle(base, said) ? said.text.headline : text.headline;
  if (is2018) return { topic: saysKicker(base, said) ? said.text.topic : text.topic, headline };
  return saysTitle(base, said) ? { topic: said.text.topic, headline } : { topic: text.topic, headline: text.headline };
}

function mergedSources({ text, page }: Base, said: ReadPage): Source[] {
  if (sameValue(page.sources, said.page.sources) || (said.isLine && said.page.sources.length === 0))
    return text.sources;
  const shown = [...text.sources.filter((source) => !source.cover), ...text.sources.filter((source) => source.cover)];
  const own = new Map(shown.map((source, at) => [keyOf(page.sources[at]), source]));
  return said.page.sources.flatMap((item, at) => own.get(keyOf(item)) ?? said.text.sources[at] ?? []);
}

function keyOf(item: SourceItem | undefined): string {
  return JSON.stringify([item?.name, item?.url, item?.cover ?? false]);
}

function mergedContexts({ text, items }: Base, said: ReadPage, isSame: SameItem): ContextId[] {
  const has = new Set(text.contexts);
  if (said.contexts) {
    const { ids, ordered } = said.contexts;
    if (sameValue(ordered ? [...has] : [...has].sort(), ordered ? ids : [...ids].sort())) return text.contexts;
    return ordered
      ? [...ids]
      : [...text.contexts.filter((id) => ids.includes(id)), ...ids.filter((id) => !has.has(id))];
  }
  if (said.limit === 'rule') return text.contexts;
  const news = said.page.related
    .filter((item) => !items.some((_, at) => isSame(item, at)))
    .flatMap((item) => said.contextsOf(item));
  const added = [...new Set(news)].filter((id) => !has.has(id));
  return added.length ? [...text.contexts, ...added] : text.contexts;
}

/**
 * Lines that are what the page says already stay the related entries that they are, with all that is kept of them.
 * Those that the page leaves out, and those beyond the number that it names at most, stay where they are.
 */
function mergedRelated({ text, items }: Base, said: ReadPage, isSame: SameItem): Related[] {
  if (said.limit === 'rule' || said.isLine) return text.related;
  const taken = new Set<number>();
  const froms = said.page.related.map((item) => {
    const from = items.findIndex((_, at) => !taken.has(at) && isSame(item, at));
    taken.add(from);
    return from < 0 ? undefined : from;
  });
  // What readers see, and what they saw and the import still names.
  const shown = items.flatMap((item, at) => (item || taken.has(at) ? [at] : []));
  const limit = said.limit ?? RELATED_LIMITS[said.page.edition];
  const isBeginning = froms.every((from, i) => from !== undefined && from === shown[i]);
  if (isBeginning && (said.limit === undefined || froms.length === Math.min(limit, shown.length))) return text.related;
  const beyond = new Set(shown.slice(Math.max(limit, said.limit === undefined ? froms.length : 0)));
  const now = froms.flatMap((from, i) => {
    const item = from === undefined ? said.text.related[i] : text.related[from];
    return item ? [{ item, from }] : [];
  });
  return withStaying(text.related, (at) => !taken.has(at) && (items[at] === undefined || beyond.has(at)), now);
}

function mergedKept(base: Base, said: ReadPage, contexts: readonly ContextId[]): KeptTexts {
  const { kept } = base.text;
  const is2018 = said.page.edition === '2018';
  const topic = is2018 ? saysKicker(base, said) : saysTitle(base, said);
  const changes = is2018 ? newVersions(base, said) : undefined;
  return present<KeptTexts>({
    ...kept,
    edition: changes ? '2018' : kept.edition,
    topic: topic ? said.text.kept.topic : kept.topic,
    headline: saysTitle(base, said) ? said.text.kept.headline : kept.headline,
    summary: saysSummary(base, said) ? said.text.kept.summary : kept.summary,
    noKicker: is2018 && topic ? undefined : kept.noKicker,
    contextNames: spellings(base, said, contexts),
    changes: changes ?? kept.changes,
    origin: said.text.kept.origin ?? kept.origin,
  });
}

/** A context that stays keeps its spelling, unless the import lists the contexts again. */
function spellings({ text }: Base, said: ReadPage, contexts: readonly ContextId[]): Record<string, string> | undefined {
  if (contexts === text.contexts) return text.kept.contextNames;
  const own = said.contexts?.ordered
    ? said.text.kept.contextNames
    : { ...said.text.kept.contextNames, ...text.kept.contextNames };
  const left = Object.entries(own ?? {}).filter(([id]) => contexts.includes(toId<ContextId>(Number(id))));
  return left.length ? Object.fromEntries(left) : undefined;
}

/**
 * The versions that a page of the 2018 edition lists, where the archive does not know one of them; without those that
 * it lists by itself.
 */
function newVersions({ text, page }: Base, said: ReadPage): EarlierVersion[] | undefined {
  const known = new Set(page.changes.map(({ at, title }) => `${at} ${title}`));
  if (said.page.changes.every(({ at, title }) => at === '' || known.has(`${at} ${title}`))) return undefined;
  const kept = new Set(text.kept.changes?.map(({ at }) => at));
  const own = new Set(page.changes.map(({ at }) => at).filter((at) => at !== '' && !kept.has(at)));
  return said.page.changes.filter(({ at }) => !own.has(at));
}

/**
 * The page of a text as the import has it: with as many related entries as it names, and the versions that it lists.
 */
export function pageLike(said: Pick<ReadPage, 'page' | 'limit'>, text: RevisionText, lookup: Lookup): EventPage {
  const { slug, edition, changes, related } = said.page;
  const page = eventPageOf(text, slug, edition, lookup);
  if (said.limit === 'rule') return { ...page, changes, related };
  return { ...page, changes, related: page.related.slice(0, related.length) };
}

/**
 * How the title of a page of the 2017 edition falls apart, where the archive knows the topic of the entry, or that it
 * has none.
 */
export function splitLike({ text, page }: Base, title: string): TitleParts {
  const topic = written(text.topic, text.kept.topic);
  if (text.topic && title.startsWith(`${topic}:`) && title.slice(topic.length + 1).trim())
    return { topic, headline: title.slice(topic.length + 1) };
  const parts = splitTitle(title);
  return !text.topic && parts.topic === splitTitle(page.title).topic ? { topic: '', headline: title } : parts;
}
