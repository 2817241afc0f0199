/** What a context can be a name of; '' where nobody said. */
export const CONTEXT_KINDS = ['', 'person', 'place', 'organisation', 'entry', 'work', 'topic', 'other'] as const;

export type ContextKind = (typeof CONTEXT_KINDS)[number];
