import type { Day } from '../day.ts';
import type { ContextId, EntryId } from '../ids.ts';
import type { KeptText } from './kept.ts';

/** A source that proves the entry. `cover` marks the picture that later pages list last. */
export type Source = {
  name: string;
  url: string;
  cover?: true;
  /** The name with the spaces that an imported page had around it. */
  written?: string;
};

/** A related entry: one of the archive, or a page that an imported tree names but does not hold. */
export type Related =
  | { entry: EntryId; label?: KeptText; contexts?: KeptText }
  | { missing: string; label: string; contexts: string };

export type Edition = '2017' | '2018';

/** An earlier version as an imported 2018 page lists it. `at` is empty on the current one. */
export type EarlierVersion = { title: string; link: string; at: string; note: string };

/**
 * What is kept of a text beyond the fields of its page: what an imported page said, and the address that was chosen for
 * a new one.
 */
export type KeptTexts = {
  edition?: Edition;
  topic?: KeptText;
  headline?: KeptText;
  summary?: KeptText;
  /** Spellings of contexts that differ from the vocabulary's, by context id. */
  contextNames?: Record<string, string>;
  /** Set where a 2018 page has no kicker line at all. */
  noKicker?: true;
  changes?: EarlierVersion[];
  /**
   * The name of the page's file that somebody chose before the first publication, where it is not the one that the
   * headline gives.
   */
  slug?: string;
  /** What a line of imported entries said beyond the fields of an entry. */
  origin?: { category?: string; topics?: string[]; topicContexts?: string[] };
};

/** The immutable text of an entry: everything that an editor writes. */
export type RevisionText = {
  day: Day;
  topic: string;
  headline: string;
  summary: string;
  sources: Source[];
  contexts: ContextId[];
  related: Related[];
  kept: KeptTexts;
};

/**
 * What an editor can write: the fields, without what an import kept beside them. `slug`: left out, it stays; empty, the
 * headline gives it.
 */
export type EntryInput = {
  day: Day;
  topic: string;
  headline: string;
  slug?: string | undefined;
  summary: string;
  sources: { name: string; url: string; cover?: true | undefined }[];
  contexts: ContextId[];
  related: ({ entry: EntryId } | { missing: string })[];
};

export const EMPTY_KEPT: KeptTexts = {};

/** A field of a text that is one text, as it is compared: a slug that nobody chose is empty. */
export function fieldText(text: RevisionText, field: 'day' | 'topic' | 'headline' | 'summary' | 'slug'): string {
  return field === 'slug' ? (text.kept.slug ?? '') : text[field];
}

/** What is kept, with another slug; none where that is empty. */
export function withSlug({ slug: _, ...kept }: KeptTexts, slug: string | undefined): KeptTexts {
  return slug ? { ...kept, slug } : kept;
}
