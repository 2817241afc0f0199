import type { PersonId } from '../domain/ids.ts';
import type { Actor } from '../domain/permission/actor.ts';
import type { Role } from '../domain/permission/role.ts';
import type { Store } from '../store/database.ts';
import { personById } from '../store/people.ts';
import { holderOfToken } from '../store/tokens.ts';
import { fingerprint } from './secrets.ts';
import type { Claims } from './sign-in.ts';

/** Somebody whose session was checked in this very request. */
export type SignedIn = { id: PersonId; name: string; email: string; role: Role };

const BEARER = /^Bearer +(dl_[A-Za-z0-9_-]{43})$/i;

/** Who a session's claims stand for now: nobody once disabled, or once a right or the password changed. */
export async function personOfClaims(store: Store, claims: Claims): Promise<SignedIn | undefined> {
  const person = await personById(store, claims.person);
  if (!person || person.disabledAt || person.sessionEpoch !== claims.epoch) return undefined;
  return { id: person.id, name: person.name, email: person.email, role: person.role };
}

/** The actor of an `Authorization` header: a person with the rights of now, narrowed to the token's scopes. */
export async function actorOfHeader(store: Store, authorization: string): Promise<Actor | undefined> {
  const secret = BEARER.exec(authorization)?.[1];
  if (!secret) return undefined;
  const holder = await holderOfToken(store, fingerprint(secret));
  return holder && { person: holder.id, role: holder.role, scopes: holder.scopes, channel: 'api' };
}

/** The actor of a signed-in person at a screen. */
export function actorOf(person: SignedIn): Actor {
  return { person: person.id, role: person.role, channel: 'screen' };
}
