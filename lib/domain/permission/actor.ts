import type { PersonId } from '../ids.ts';
import type { Refusal } from '../refusals.ts';
import type { Role, Scope } from './role.ts';
import { may, type Verb } from './table.ts';

/** The door that a change came through, as the history shows it. */
export type Channel = 'screen' | 'api' | 'cli' | 'import';

/** Who acts: a person with the rights of this very moment, through a session, a token or the command line. */
export type Actor = { person: PersonId; role: Role; scopes?: readonly Scope[]; channel: Channel };

/** The refusal where the table of rights does not allow the actor this verb. */
export function forbidden(actor: Actor, verb: Verb): Refusal | undefined {
  return may(actor, verb) ? undefined : { code: 'not-allowed', verb };
}
