import type { PersonId } from '../../../kernel/ids.ts';
import type { Actor } from '../../../kernel/permission/actor.ts';

/** Whoever wrote something that waits; `authors` with whoever else held what they came in with. */
export type Writers = { authors: readonly PersonId[]; writers: readonly PersonId[] };

type Approver = Pick<Actor, 'person' | 'hands'>;

/**
 * How an approver had a part in it: they wrote it, or came in with what one of its writers made. Under the rule of four
 * eyes either refuses them.
 */
export function ownPart(
  { authors, writers }: Writers,
  { person, hands = [] }: Approver,
): 'own-work' | 'lent-access' | undefined {
  if (authors.includes(person)) return 'own-work';
  return hands.some((hand) => writers.includes(hand)) ? 'lent-access' : undefined;
}

/** The same of a change that one person asked for. */
export function asker(person: PersonId, hands: readonly PersonId[]): Writers {
  return { authors: [person, ...hands], writers: [person] };
}
