import { recordEvents } from '../../audit/store/audit.ts';
import type { AppError } from '../../kernel/app-error.ts';
import type { Day } from '../../kernel/day.ts';
import { type Actor, forbidden, handsIn } from '../../kernel/permission/actor.ts';
import type { Scope } from '../../kernel/permission/role.ts';
import { fail, ok, type Result } from '../../kernel/result.ts';
import type { Store } from '../../platform/database/database.ts';
import { inTransaction } from '../../platform/database/transaction.ts';
import { fingerprint, newSecret } from '../sign-in/secrets.ts';
import { personByEmail } from '../store/people.ts';
import { endToken, insertToken, type ListedToken, readTokens } from '../store/tokens.ts';
import { changedBy, type Manager, managerMayNot } from './parts/manager.ts';

export type NewToken = { id: number; secret: string; scopes: Scope[]; expiresAt: Date | null };

/**
 * Makes a token for a person. Its secret is in the answer and nowhere else. It never has more rights than its person.
 */
export async function createToken(
  store: Store,
  by: Manager,
  input: { email: string; scopes: readonly Scope[]; name?: string | undefined; expires?: Day | undefined },
): Promise<Result<NewToken, AppError>> {
  const no = managerMayNot(by, 'token.create');
  if (no) return fail(no);
  const person = await personByEmail(store, input.email);
  if (!person || person.disabledAt) return fail(nobody(input.email));
  const expiresAt = input.expires === undefined ? null : endOf(input.expires);
  if (expiresAt && expiresAt.getTime() <= Date.now())
    return fail({
      code: 'invalid',
      fields: [{ field: 'expires', message: 'is in the past. Choose today or a later day.' }],
    });
  const secret = `dl_${newSecret()}`;
  const scopes = [...new Set(input.scopes)];
  const id = await inTransaction(store, async (tx) => {
    const made = await insertToken(tx, {
      person: person.id,
      secretHash: fingerprint(secret),
      scopes,
      name: input.name ?? '',
      expiresAt,
      hands: by === 'system' ? [] : handsIn(by, person.id),
    });
    if (!made) return undefined;
    await recordEvents(tx, changedBy(by), {
      type: 'create-token',
      payload: {
        person: person.id,
        token: String(made),
        scopes: scopes.join(' '),
        ...(input.expires === undefined ? {} : { expires: input.expires }),
      },
    });
    return made;
  });
  return id ? ok({ id, secret, scopes, expiresAt }) : fail(nobody(input.email));
}

const nobody = (email: string): AppError => ({ code: 'not-found', what: `An active person with the address ${email}` });

/** Ends a token from the next request on. */
export async function revokeToken(store: Store, by: Manager, id: number): Promise<Result<{ id: number }, AppError>> {
  const no = managerMayNot(by, 'token.create');
  if (no) return fail(no);
  return inTransaction(store, async (tx) => {
    const person = await endToken(tx, id);
    if (!person) return fail({ code: 'not-found' as const, what: `A live token with the number ${id}` });
    await recordEvents(tx, changedBy(by), { type: 'revoke-token', payload: { person, token: String(id) } });
    return ok({ id });
  });
}

/** Ends a token of one's own from the next request on. */
export async function revokeOwnToken(
  store: Store,
  actor: Actor,
  id: number,
): Promise<Result<{ id: number }, AppError>> {
  const no = forbidden(actor, 'account.own');
  if (no) return fail(no);
  return inTransaction(store, async (tx) => {
    if (!(await endToken(tx, id, actor.person)))
      return fail({ code: 'not-found' as const, what: `A live token of yours with the number ${id}` });
    await recordEvents(tx, changedBy(actor), {
      type: 'revoke-token',
      payload: { person: actor.person, token: String(id) },
    });
    return ok({ id });
  });
}

/** Every token with its person, newest first, without secrets. */
export async function listTokens(store: Store, by: Manager): Promise<Result<ListedToken[], AppError>> {
  const no = managerMayNot(by, 'people.read');
  return no ? fail(no) : ok(await readTokens(store));
}

/** The first instant after a day, as UTC counts days. */
function endOf(day: Day): Date {
  return new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000);
}
