import type { Actor } from '../kernel/permission/actor.ts';
import { importingPerson } from '../people/queries/importing-person.ts';
import type { Store } from '../platform/database/database.ts';
import { STATUS } from './exit-status.ts';
import { printNote } from './output.ts';

/** Does `work` as the person of `--as`, or as the only admin; says where that is nobody. */
export async function asPerson(
  store: Store,
  email: string | undefined,
  work: (actor: Actor) => Promise<number>,
): Promise<number> {
  const person = await importingPerson(store, email);
  if (typeof person !== 'string') return work({ ...person, channel: 'cli' });
  printNote(person);
  return STATUS.usage;
}

/** A positive whole number from an argument; undefined, with a word about it, where it is something else. */
export function numberOf(text: string, what: string): number | undefined {
  const id = Number(text);
  if (Number.isInteger(id) && id > 0) return id;
  printNote(`${text} is not the number of ${what}.`);
  return undefined;
}
