import type { ContextId, EntryId } from '../kernel/ids.ts';
import { keep } from '../kernel/revision/kept.ts';
import type { KeptTexts, Related, RevisionText, Source } from '../kernel/revision/text.ts';
import { type Lookup, relatedDefaults, type SpelledContext, spelledContexts } from './compose.ts';
import type { RelatedItem, SourceItem } from './event-items.ts';
import type { EventPage } from './event-page.ts';
import { linkTo } from './paths.ts';
import { splitTitle, type TitleParts } from './title.ts';

/** What an event's page does not say itself, for the importer to find out from the rest of the tree. */
export type DecomposeInput = {
  /** The event's contexts: its page shows only those that related events share. */
  contexts: ContextId[];
  /** Its spellings of them that differ from the vocabulary's, by context id. */
  contextNames?: Record<string, string>;
  /** The very lookup that the page will be composed with. */
  lookup: Lookup;
  /** The event that a link leads to (with its slash, as pages have it); undefined where the archive holds none. */
  eventAt(link: string): EntryId | undefined;
  /** The two halves of a title of the 2017 edition, where more is known of them than the title says. */
  split?(title: string): TitleParts;
};

/**
 * The revision that an event's page says, with whatever its fields cannot say kept beside them: `eventPageOf` of it,
 * in the page's edition and with the same lookup, is the page again. Nothing is refused: a link that leads nowhere
 * becomes `missing`.
 */
export function revisionTextOf(page: EventPage, given: DecomposeInput): RevisionText {
  const raw =
    page.edition === '2017'
      ? (given.split ?? splitTitle)(page.title)
      : { topic: page.kicker ?? '', headline: page.title };
  const [topic, headline, summary] = [raw.topic.trim(), raw.headline.trim(), page.summary.trim()];
  const kept = present<KeptTexts>({
    edition: page.edition,
    topic: keep(topic, raw.topic),
    headline: keep(headline, raw.headline),
    summary: keep(summary, page.summary),
    contextNames: given.contextNames && Object.keys(given.contextNames).length > 0 ? given.contextNames : undefined,
    noKicker: page.edition === '2018' && page.kicker === null ? true : undefined,
    changes: page.edition === '2018' && page.changes.length > 0 ? page.changes : undefined,
  });
  const text: RevisionText = {
    day: page.day,
    topic,
    headline,
    summary,
    sources: page.sources.map(sourceOf),
    contexts: given.contexts,
    related: [],
    kept,
  };
  const contexts = spelledContexts(text, given.lookup);
  return { ...text, related: page.related.map((item) => relatedOf(item, contexts, page, given)) };
}

function sourceOf(item: SourceItem): Source {
  const name = item.name.trim();
  return {
    name,
    url: item.url,
    ...(item.cover ? { cover: item.cover } : {}),
    ...(name === item.name ? {} : { written: item.name }),
  };
}

function relatedOf(
  item: RelatedItem,
  contexts: readonly SpelledContext[],
  page: EventPage,
  given: DecomposeInput,
): Related {
  const event = given.eventAt(item.link);
  const target = event === undefined ? undefined : given.lookup.target(event);
  if (event === undefined || !target || linkTo(target.path) !== item.link)
    return { missing: item.link, label: item.title, contexts: item.contexts };
  const defaults = relatedDefaults(contexts, target, page.edition);
  return {
    entry: event,
    ...present({ label: keep(defaults.title, item.title), contexts: keep(defaults.contexts, item.contexts) }),
  };
}

/** An object without its undefined values. */
export function present<Value extends object>(value: { [Key in keyof Value]: Value[Key] | undefined }): Value {
  return Object.fromEntries(Object.entries(value).filter(([, v]) => v !== undefined)) as Value;
}
