import type { ContextId, EntryId } from '../kernel/ids.ts';
import { written } from '../kernel/revision/kept.ts';
import type { EarlierVersion, Edition, Related, RevisionText, Source } from '../kernel/revision/text.ts';
import { contextList } from './context-line.ts';
import { COVER, type RelatedItem, type SourceItem } from './event-items.ts';
import type { EventPage } from './event-page.ts';
import { eventPath, linkTo } from './paths.ts';
import { titleOf } from './title.ts';

/**
 * A published event as another page names it. `path` has no slash before it; `contexts` are the vocabulary's names.
 * `sent`: it stands for a withdrawn one, whose readers are sent to it.
 */
export type Target = { path: string; title2017: string; title2018: string; contexts: readonly string[]; sent?: true };

/** What a page says that is not in its own revision. */
export type Lookup = {
  /** The vocabulary's name of a context. */
  contextName(id: ContextId): string;
  /** Undefined where the event is not published. */
  target(id: EntryId): Target | undefined;
};

/**
 * The page of an event's text in an edition (the layout, "Event page"). `history` is its earlier published versions,
 * oldest first, without the current one: the 2018 edition lists them after those of an imported page. Nothing is
 * refused.
 */
export function eventPageOf(
  text: RevisionText,
  slug: string,
  edition: Edition,
  lookup: Lookup,
  history: readonly EarlierVersion[] = [],
): EventPage {
  const is2018 = edition === '2018';
  const title = titleIn(text, edition);
  return {
    edition,
    day: text.day,
    slug,
    kicker: is2018 ? kickerOf(text) : null,
    title,
    summary: written(text.summary, text.kept.summary),
    sources: [...text.sources.filter((source) => !source.cover), ...text.sources.filter((source) => source.cover)].map(
      sourceItem,
    ),
    changes: is2018 ? changesOf(text, { title, link: linkTo(eventPath(text.day, slug)) }, history) : [],
    related: relatedItems(text, linkTo(eventPath(text.day, slug)), edition, lookup),
  };
}

/** What the title of an entry is made of. */
export type TitleText = Pick<RevisionText, 'topic' | 'headline' | 'kept'>;

/** The title that an edition shows: in 2017 the topic before the headline, in 2018 the headline alone. */
export function titleIn(text: TitleText, edition: Edition): string {
  const headline = written(text.headline, text.kept.headline);
  return edition === '2017' && text.topic ? titleOf(written(text.topic, text.kept.topic), headline) : headline;
}

/** An event's contexts as its own page spells them, each once, in the order of its text. */
export function contextNamesOf(
  text: Pick<RevisionText, 'contexts' | 'kept'>,
  lookup: Pick<Lookup, 'contextName'>,
): string[] {
  return [...new Set(text.contexts)].map((id) => text.kept.contextNames?.[id] ?? lookup.contextName(id));
}

/** An event's contexts, each once: the vocabulary's name, and the page's own spelling. */
export type SpelledContext = { name: string; spelled: string };

/** The contexts of a text with both of their names. */
export function spelledContexts(
  text: Pick<RevisionText, 'contexts' | 'kept'>,
  lookup: Pick<Lookup, 'contextName'>,
): SpelledContext[] {
  return [...new Set(text.contexts)].map((id) => {
    const name = lookup.contextName(id);
    return { name, spelled: text.kept.contextNames?.[id] ?? name };
  });
}

/** What a related item says unless something else was kept: the target's title, and the contexts that both have. */
export function relatedDefaults(
  contexts: readonly SpelledContext[],
  target: Target,
  edition: Edition,
): { title: string; contexts: string } {
  const shared: string[] = [];
  for (const { name, spelled } of contexts) if (target.contexts.includes(name)) shared.push(spelled);
  return { title: edition === '2018' ? target.title2018 : target.title2017, contexts: contextList(shared) };
}

function kickerOf(text: RevisionText): string | null {
  return text.topic === '' && text.kept.noKicker ? null : written(text.topic, text.kept.topic);
}

/** A name with kept spaces is written with them as long as it is the same name. */
function sourceItem(source: Source): SourceItem {
  if (source.cover) return { name: COVER, url: source.url, cover: true };
  const name = source.written?.trim() === source.name ? source.written : source.name;
  return { name, url: source.url };
}

/** The versions of a page that has earlier ones, its own line last (the layout, "Changes"). */
function changesOf(
  text: RevisionText,
  page: { title: string; link: string },
  history: readonly EarlierVersion[],
): EarlierVersion[] {
  const kept = text.kept.edition === '2018' ? (text.kept.changes ?? []) : [];
  if (history.length === 0) return [...kept];
  const imported = kept.filter((version) => version.at);
  const since = imported.length > 0 ? history.map((version) => ({ ...version, note: 'Update' })) : history;
  return [...imported, ...since, { ...page, at: '', note: 'Current version' }];
}

function relatedItems(text: RevisionText, own: string, edition: Edition, lookup: Lookup): RelatedItem[] {
  return relatedShown(text, own, edition, lookup).filter((item) => item !== undefined);
}

/**
 * For each related event of a text what its page at the link `own` says about it; undefined where the page leaves it
 * out.
 */
export function relatedShown(
  text: RevisionText,
  own: string,
  edition: Edition,
  lookup: Lookup,
): (RelatedItem | undefined)[] {
  if (text.related.length === 0) return [];
  const contexts = spelledContexts(text, lookup);
  const named = namedOnce(text.related, own, lookup);
  return text.related.map((related, at) => (named[at] ? relatedItem(related, contexts, edition, lookup) : undefined));
}

/** What is named for a page that readers are sent to is not named a second time, nor where that is the page itself. */
function namedOnce(related: readonly Related[], own: string, lookup: Lookup): boolean[] {
  const targets = related.map((item) => ('entry' in item ? lookup.target(item.entry) : undefined));
  const named = new Set([own, ...targets.flatMap((target) => (target && !target.sent ? [linkTo(target.path)] : []))]);
  return targets.map((target) => {
    if (!target?.sent) return true;
    const isNew = !named.has(linkTo(target.path));
    named.add(linkTo(target.path));
    return isNew;
  });
}

/** None where the event is not published; a page that the archive does not hold is written literally. */
function relatedItem(
  related: Related,
  contexts: readonly SpelledContext[],
  edition: Edition,
  lookup: Lookup,
): RelatedItem | undefined {
  if ('missing' in related) return { title: related.label, link: related.missing, contexts: related.contexts };
  const target = lookup.target(related.entry);
  if (!target) return undefined;
  const says = relatedDefaults(contexts, target, edition);
  return {
    title: written(says.title, related.label),
    link: linkTo(target.path),
    contexts: written(says.contexts, related.contexts),
  };
}
