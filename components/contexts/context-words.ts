import type { ContextSort, FindingList } from '#lib/editorial/contexts/contract/contexts.ts';
import type { ContextKind } from '#lib/kernel/newsroom/kinds.ts';
import type { Lendable } from '#lib/kernel/newsroom/merging.ts';
import type { NearReason } from '#lib/kernel/newsroom/nearness.ts';

/** What a context is a name of. */
export const KIND_NAMES: Readonly<Record<ContextKind, string>> = {
  '': 'No kind',
  person: 'Person',
  place: 'Place',
  organisation: 'Organisation',
  entry: 'Event',
  work: 'Work',
  topic: 'Topic',
  other: 'Other',
};

export const SORT_NAMES: Readonly<Record<ContextSort, string>> = {
  use: 'Most used first',
  name: 'By name',
  newest: 'Newest first',
};

/** Why two names look like one. */
export const NEAR_WORDS: Readonly<Record<NearReason, string>> = {
  'same-letters': 'the same letters',
  'same-words': 'the same words',
  plural: 'singular and plural',
  spelling: 'nearly the same spelling',
};

export const FIELD_WORDS: Readonly<Record<Lendable, string>> = {
  kind: 'kind',
  description: 'description',
  wikidataId: 'Wikidata ID',
};

/** The lists of what needs attention: their names, and what they are for. */
export const FINDING_WORDS: Readonly<Record<FindingList, { name: string; note: string; empty: string }>> = {
  near: {
    name: 'Look alike',
    note: 'Names that look the same. Merge them, or mark them as different.',
    empty: 'No two names look alike.',
  },
  once: {
    name: 'Used once',
    note: 'Contexts of only one published entry. They connect nothing: merge them into a wider one, or leave them.',
    empty: 'No context is used only once.',
  },
  unused: { name: 'Never used', note: 'Contexts without a published entry.', empty: 'Every context is used.' },
  broad: {
    name: 'Too broad',
    note: 'Contexts of more than one entry in fifty. Split them, or remove them where they say little.',
    empty: 'No context is that broad.',
  },
  'no-kind': {
    name: 'No kind',
    note: 'Contexts whose kind is not set, most used first.',
    empty: 'Every used context has a kind.',
  },
};
