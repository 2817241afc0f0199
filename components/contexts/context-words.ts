import type { CareList, ContextSort } from '#lib/editorial/contexts/contract/contexts.ts';
import { CONTEXT_KINDS, type ContextKind } from '#lib/kernel/newsroom/kinds.ts';
import type { Lendable } from '#lib/kernel/newsroom/merging.ts';
import type { NearReason } from '#lib/kernel/newsroom/nearness.ts';

/** What a context is a name of. */
export const KIND_NAMES: Readonly<Record<ContextKind, string>> = {
  '': 'No kind',
  person: 'Person',
  place: 'Place',
  organisation: 'Organisation',
  event: 'Event',
  work: 'Work',
  topic: 'Topic',
  other: 'Other',
};

/** The kind that a choice of a form means. */
export function kindNamed(choice: string): ContextKind {
  return CONTEXT_KINDS.find((kind) => kind === choice) ?? '';
}

export const SORT_NAMES: Readonly<Record<ContextSort, string>> = {
  use: 'Most used first',
  name: 'By name',
  newest: 'Newest first',
};

/** Why two names look like one. */
export const NEAR_WORDS: Readonly<Record<NearReason, string>> = {
  'same-letters': 'the same letters',
  'same-words': 'the same words',
  plural: 'one of many, and many',
  spelling: 'nearly the same spelling',
};

export const FIELD_WORDS: Readonly<Record<Lendable, string>> = {
  kind: 'kind',
  description: 'description',
  wikidataId: 'Wikidata id',
};

/** The lists of what needs care: their names, and what they are for. */
export const CARE_WORDS: Readonly<Record<CareList, { name: string; note: string; empty: string }>> = {
  near: {
    name: 'Look alike',
    note: 'Names that look like one. Merge them, or say once that they are two.',
    empty: 'No two names look like one.',
  },
  once: {
    name: 'Used once',
    note: 'Contexts that one published entry has. They tie nothing together: merge them into a wider one, or leave them.',
    empty: 'No context is used only once.',
  },
  unused: { name: 'Never used', note: 'Contexts that no published entry has.', empty: 'Every context is used.' },
  broad: {
    name: 'Too broad',
    note: 'Contexts that more than one entry in fifty has. They tell few entries from others: split them, or remove them where they say little.',
    empty: 'No context is that broad.',
  },
  'no-kind': {
    name: 'Without a kind',
    note: 'Contexts of which nobody said what they are, the most used first.',
    empty: 'Every used context has its kind.',
  },
};
