/** What a proposal can be of, and so what can be dismissed. */
export const SUGGESTION_KINDS = ['context', 'related', 'duplicate'] as const;

export type SuggestionKind = (typeof SUGGESTION_KINDS)[number];

/** Something that was proposed for an entry and is not to come back: a context, or another entry. */
export type DismissedSuggestion = { entry: number; kind: SuggestionKind; subject: number };

/**
 * A dismissal as it is stored. Two entries that are not the same are one fact, however they were met: the smaller id
 * first.
 */
export function storedDismissal({ entry, kind, subject }: DismissedSuggestion): DismissedSuggestion {
  return kind === 'duplicate' && subject < entry ? { entry: subject, kind, subject: entry } : { entry, kind, subject };
}
