import { mentionsIn, partsOf } from '../domain/comment/mentions.ts';
import type { Store } from '../store/database.ts';
import { peopleNamed } from './people-names.ts';

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
