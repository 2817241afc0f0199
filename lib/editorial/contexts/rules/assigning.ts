import type { ContextId } from '../../../kernel/ids.ts';

/** What is done to the contexts of an entry: one comes, goes, or gives its place to another (`by`). */
export type Assigning =
  | { action: 'add-context'; context: ContextId }
  | { action: 'remove-context'; context: ContextId }
  | { action: 'replace-context'; context: ContextId; by: ContextId };

/** The contexts of an entry afterwards, in their order; undefined where there is nothing to do. */
export function assigned(contexts: readonly ContextId[], wish: Assigning): ContextId[] | undefined {
  const has = contexts.includes(wish.context);
  if (wish.action === 'add-context') return has ? undefined : [...contexts, wish.context];
  const rest = contexts.filter((id) => id !== wish.context);
  if (!has) return undefined;
  if (wish.action === 'remove-context') return rest;
  if (wish.by === wish.context) return undefined;
  return contexts.includes(wish.by) ? rest : contexts.map((id) => (id === wish.context ? wish.by : id));
}
