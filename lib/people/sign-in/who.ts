import type { PersonId } from '../../kernel/ids.ts';
import type { Actor } from '../../kernel/permission/actor.ts';
import type { Store } from '../../platform/database/database.ts';
import { personOfSession, type SessionPerson } from '../store/sessions.ts';
import { holderOfToken } from '../store/tokens.ts';
import { fingerprint } from './secrets.ts';
import type { Claims } from './sessions.ts';

/** Somebody whose session was checked in this very request. */
export type SignedInPerson = SessionPerson;

const BEARER = /^Bearer +(dl_[A-Za-z0-9_-]{43})$/i;

/**
 * Who a session's claims stand for now: nobody once it was ended, its person disabled, or a right or the password
 * changed.
 */
export function personOfClaims(store: Store, claims: Claims): Promise<SignedInPerson | undefined> {
  return personOfSession(store, claims);
}

/** The actor of an `Authorization` header: a person with the rights of now, narrowed to the token's scopes. */
export async function actorOfHeader(store: Store, authorization: string): Promise<Actor | undefined> {
  const secret = BEARER.exec(authorization)?.[1];
  if (!secret) return undefined;
  const holder = await holderOfToken(store, fingerprint(secret));
  return (
    holder && {
      person: holder.id,
      role: holder.role,
      scopes: holder.scopes,
      channel: 'api',
      ...withHands(holder.hands),
    }
  );
}

/** The actor of a signed-in person at a screen. */
export function actorOf(person: SignedInPerson): Actor {
  return { person: person.id, role: person.role, channel: 'screen', ...withHands(person.hands) };
}

function withHands(hands: readonly PersonId[] | undefined): Pick<Actor, 'hands'> {
  return hands?.length ? { hands } : {};
}
