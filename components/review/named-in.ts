import type { NameOf } from '#components/diff/change-view.tsx';
import type { ChangeNames } from '#lib/editorial/review/queries/change-names.ts';

/** The names that came with a change, for its view. */
export function namedIn(names: ChangeNames): NameOf {
  return {
    context: (id) => names.contexts.find((context) => context.id === id)?.name ?? `Context ${id}`,
    entry: (id) => {
      const entry = names.entries.find((each) => each.id === id);
      return entry ? `${entry.day} ${entry.title}` : `Entry ${id}`;
    },
  };
}
