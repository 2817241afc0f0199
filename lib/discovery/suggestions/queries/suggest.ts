import type { ContextId } from '../../../kernel/ids.ts';
import type { Store } from '../../../platform/database/database.ts';
import type { Draft, SuggestedContext, SuggestedDuplicate, SuggestedRelated } from '../rules/suggestion.ts';
import { suggestContexts } from './suggest-contexts.ts';
import { suggestDuplicates } from './suggest-duplicates.ts';
import { suggestRelated } from './suggest-related.ts';

/** All the help for one entry. */
export type Suggestions = {
  contexts: SuggestedContext[];
  related: SuggestedRelated[];
  duplicates: SuggestedDuplicate[];
};

/** All the help for one entry as it is. */
export async function suggestFor(store: Store, draft: Draft): Promise<Suggestions> {
  const [found] = await suggest(store, [draft]);
  return found ?? { contexts: [], related: [], duplicates: [] };
}

/**
 * Contexts, related entries and possible duplicates for each of these drafts, in their order. Related entries are found
 * by the contexts that a draft has; while it has none, by those that would be chosen for it.
 */
export async function suggest(store: Store, drafts: readonly Draft[]): Promise<Suggestions[]> {
  const [contexts, duplicates] = await Promise.all([suggestContexts(store, drafts), suggestDuplicates(store, drafts)]);
  const related = await suggestRelated(
    store,
    drafts.map((draft, at) => ({ ...draft, chosen: draft.contexts.length ? draft.contexts : chosenOf(contexts[at]) })),
  );
  return drafts.map((_, at) => ({
    contexts: contexts[at] ?? [],
    related: related[at] ?? [],
    duplicates: duplicates[at] ?? [],
  }));
}

function chosenOf(contexts: readonly SuggestedContext[] = []): ContextId[] {
  return contexts.filter((context) => context.chosen).map((context) => context.id);
}
