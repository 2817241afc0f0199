/** What a proposal can be of, and so what can be refused. */
export const SUGGESTION_KINDS = ['context', 'related', 'duplicate'] as const;

export type SuggestionKind = (typeof SUGGESTION_KINDS)[number];

/** Something that was proposed for an entry and is not to come back: a context, or another entry. */
export type RefusedSuggestion = { event: number; kind: SuggestionKind; subject: number };

/**
 * A refusal as it is stored. Two entries that are not the same are one fact, however they were met: the smaller id
 * first.
 */
export function storedRefusal({ event, kind, subject }: RefusedSuggestion): RefusedSuggestion {
  return kind === 'duplicate' && subject < event ? { event: subject, kind, subject: event } : { event, kind, subject };
}
