import { mentionsIn, partsOf } from '../../kernel/newsroom/mentions.ts';
import { peopleNamed } from '../../people/queries/people-names.ts';
import type { Store } from '../../platform/database/database.ts';

/** Comments call people by id; whoever reads these texts sees names. */
export async function commentReader(
  store: Store,
  texts: readonly (string | null)[],
): Promise<(text: string) => string> {
  const people = await peopleNamed(
    store,
    texts.flatMap((text) => mentionsIn(text ?? '')),
  );
  const names = new Map(people.map(({ id, name }) => [id, name]));
  return (text) =>
    partsOf(text)
      .map((part) => (typeof part === 'string' ? part : `@${names.get(part.person) ?? 'somebody'}`))
      .join('');
}
