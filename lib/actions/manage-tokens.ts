import { fingerprint, newSecret } from '../auth/secrets.ts';
import type { Scope } from '../domain/permission/role.ts';
import type { Refusal } from '../domain/refusals.ts';
import { ok, type Result, refuse } from '../domain/result.ts';
import type { Store } from '../store/database.ts';
import { personByEmail, recordPersonFact } from '../store/people.ts';
import { endToken, insertToken, type ListedToken, readTokens } from '../store/tokens.ts';
import { inTransaction } from '../store/transaction.ts';
import { changedBy, type Manager, managerMayNot } from './manage-people.ts';

export type NewToken = { id: number; secret: string; scopes: Scope[] };

/** Makes a token for a person. Its secret is in the answer and nowhere else. It never has more rights than its person. */
export async function createToken(store: Store, by: Manager, input: { email: string; scopes: readonly Scope[]; name?: string | undefined }): Promise<Result<NewToken, Refusal>> {
  const no = managerMayNot(by, 'token.create');
  if (no) return refuse(no);
  const person = await personByEmail(store, input.email);
  if (!person || person.disabledAt) return refuse({ code: 'not-found', what: `An active person with the address ${input.email}` });
  const secret = `dl_${newSecret()}`;
  const scopes = [...new Set(input.scopes)];
  const id = await inTransaction(store, async (tx) => {
    const made = await insertToken(tx, person.id, fingerprint(secret), scopes, input.name ?? '');
    await recordPersonFact(tx, changedBy(by), 'create-token', person.id, { token: String(made), scopes: scopes.join(' ') });
    return made;
  });
  return ok({ id, secret, scopes });
}

/** Ends a token from the next request on. */
export async function revokeToken(store: Store, by: Manager, id: number): Promise<Result<{ id: number }, Refusal>> {
  const no = managerMayNot(by, 'token.create');
  if (no) return refuse(no);
  return inTransaction(store, async (tx) => {
    const person = await endToken(tx, id);
    if (!person) return refuse({ code: 'not-found' as const, what: `A live token with the number ${id}` });
    await recordPersonFact(tx, changedBy(by), 'revoke-token', person, { token: String(id) });
    return ok({ id });
  });
}

/** Every token with its person, newest first, without secrets. */
export async function listTokens(store: Store, by: Manager): Promise<Result<ListedToken[], Refusal>> {
  const no = managerMayNot(by, 'people.read');
  return no ? refuse(no) : ok(await readTokens(store));
}
