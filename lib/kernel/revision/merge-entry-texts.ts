import type { EntryId } from '../ids.ts';
import { normalAddress } from '../text/normal-address.ts';
import type { KeptTexts, Related, RevisionText, Source } from './text.ts';

/** A part of a text that two entries can say only once: taken from the one that stays unless the other's is chosen. */
export const CHOSEN_FIELDS = ['topic', 'headline', 'summary'] as const;
export type ChosenField = (typeof CHOSEN_FIELDS)[number];
export type Choice = Partial<Record<ChosenField, 'keep' | 'merge' | undefined>>;

type Entry = { entry: EntryId; text: RevisionText };

/**
 * The text of an entry that takes another one in: its own day, its own topic, headline and summary or the other's as
 * chosen, and the sources, contexts and related entries of both, its own first. A source is the same one by its
 * address; a cover stays one. Neither entry is related to itself.
 */
export function mergeEntryTexts(keep: Entry, merge: Entry, choice: Choice = {}): RevisionText {
  const pick = (field: ChosenField) => (choice[field] === 'merge' ? merge : keep).text[field];
  return {
    day: keep.text.day,
    topic: pick('topic'),
    headline: pick('headline'),
    summary: pick('summary'),
    sources: mergeSources(keep.text.sources, merge.text.sources),
    contexts: [...new Set([...keep.text.contexts, ...merge.text.contexts])],
    related: mergeRelated(keep, merge),
    kept: mergeKept(keep.text.kept, merge.text.kept, choice),
  };
}

/** What stands for a source where two are compared: its address as addresses are compared, or as it is written. */
export function sourceKey({ url }: Pick<Source, 'url'>): string {
  return normalAddress(url) ?? url;
}

/** A source that cannot be as a cover beside another cover becomes a source. */
function mergeSources(keep: readonly Source[], merge: readonly Source[]): Source[] {
  const known = new Set(keep.map(sourceKey));
  const hasCover = keep.some(({ cover }) => cover);
  const added = merge.filter((source) => !known.has(sourceKey(source)));
  return [
    ...keep,
    ...added.map((source) => (source.cover && hasCover ? { name: source.name, url: source.url } : source)),
  ];
}

function mergeRelated(keep: Entry, merge: Entry): Related[] {
  const own = new Set([keep.entry, merge.entry]);
  const items = [...keep.text.related, ...merge.text.related].filter(
    (item) => !('entry' in item && own.has(item.entry)),
  );
  return [...new Map(items.toReversed().map((item) => [relatedName(item), item])).values()].toReversed();
}

function relatedName(item: Related): string {
  return 'entry' in item ? `entry ${item.entry}` : `missing ${item.missing}`;
}

/** What an import kept of a field goes with the field. */
function mergeKept(keep: KeptTexts, merge: KeptTexts, choice: Choice): KeptTexts {
  const kept: KeptTexts = { ...keep };
  for (const field of CHOSEN_FIELDS) {
    if (choice[field] !== 'merge') continue;
    delete kept[field];
    if (merge[field]) kept[field] = merge[field];
  }
  const names = { ...merge.contextNames, ...keep.contextNames };
  if (Object.keys(names).length) kept.contextNames = names;
  if (!kept.origin && merge.origin) kept.origin = merge.origin;
  return kept;
}
