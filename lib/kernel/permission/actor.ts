import type { AppError } from '../app-error.ts';
import type { PersonId } from '../ids.ts';
import type { Role, Scope } from './role.ts';
import { may, type Permission } from './table.ts';

/** The door that a change came through, as the history shows it. */
export type Channel = 'screen' | 'api' | 'cli' | 'import';

/**
 * Who acts: a person with the rights of this very moment, through a session, a token or the command line. `hands` are
 * the others who hold what they came in with: whoever made the token, or set the password and so knows it.
 */
export type Actor = {
  person: PersonId;
  role: Role;
  scopes?: readonly Scope[];
  channel: Channel;
  hands?: readonly PersonId[];
};

/** Everybody who may be behind an actor, the person first: under the rule of four eyes each of them counts. */
function behind({ person, hands = [] }: Pick<Actor, 'person' | 'hands'>): PersonId[] {
  return [person, ...hands.filter((other) => other !== person)];
}

/** Who else holds what an actor makes for `owner`. */
export function handsIn(actor: Pick<Actor, 'person' | 'hands'>, owner: PersonId): PersonId[] {
  return behind(actor).filter((person) => person !== owner);
}

/** The error where the table of rights does not give the actor this permission. */
export function forbidden(actor: Actor, permission: Permission): AppError | undefined {
  return may(actor, permission) ? undefined : { code: 'not-allowed', permission };
}
