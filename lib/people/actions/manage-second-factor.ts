import { recordEvents } from '../../audit/store/audit.ts';
import type { AppError } from '../../kernel/app-error.ts';
import type { PersonId } from '../../kernel/ids.ts';
import { type Actor, forbidden } from '../../kernel/permission/actor.ts';
import { fail, ok, type Result } from '../../kernel/result.ts';
import type { Store } from '../../platform/database/database.ts';
import { inTransaction } from '../../platform/database/transaction.ts';
import { seal } from '../sign-in/sealing.ts';
import { boundTo, newRecoveryCodes, recoveryHash, stepOfSealed } from '../sign-in/second-factor.ts';
import { mayTry } from '../sign-in/throttle.ts';
import { base32, newTotpSecret, totpAddress } from '../sign-in/totp.ts';
import { personById } from '../store/people.ts';
import { confirmSecret, forgetSecret, keepSecret, replaceRecoveryCodes } from '../store/second-factor.ts';
import { endWays } from '../store/ways-in.ts';
import { changedBy } from './parts/manager.ts';
import { notThePassword } from './parts/own-password.ts';

/** A secret for an authenticator app: as letters to type, and as the address that its QR code holds. */
export type SharedSecret = { secret: string; address: string };

const WAITS_FOR_NOTHING: AppError = { code: 'second-factor', on: false };
const IS_ON: AppError = { code: 'second-factor', on: true };

/** Makes a secret for a second factor, the password given. It counts once a code of it was typed. */
export async function beginSecondFactor(
  store: Store,
  actor: Actor,
  password: string,
): Promise<Result<SharedSecret, AppError>> {
  const no = forbidden(actor, 'account.own') ?? (await notThePassword(store, actor.person, password, 'password'));
  if (no) return fail(no);
  const secret = newTotpSecret();
  const kept = await keepSecret(store, actor.person, seal(secret.toString('base64url'), boundTo(actor.person)));
  const person = kept ? await personById(store, actor.person) : undefined;
  return person ? ok({ secret: base32(secret), address: totpAddress(secret, person.email) }) : fail(IS_ON);
}

/**
 * Has the second factor count from now on, a code given: whatever got in without it ends, but the `session` that asks.
 * The recovery codes are in this answer and shown nowhere else.
 */
export async function confirmSecondFactor(
  store: Store,
  actor: Actor,
  code: string,
  session?: string,
): Promise<Result<{ recoveryCodes: string[] }, AppError>> {
  const no = forbidden(actor, 'account.own');
  if (no) return fail(no);
  if (!(await mayTry(store, 'code', `own ${actor.person}`))) return fail({ code: 'throttled' });
  const person = await personById(store, actor.person);
  if (!person?.totpSealed || person.totpSince) return fail(person?.totpSince ? IS_ON : WAITS_FOR_NOTHING);
  const { totpSealed } = person;
  const step = stepOfSealed(person, code);
  if (step === undefined)
    return fail({ code: 'invalid', fields: [{ field: 'code', message: 'is not the code that the app shows now.' }] });
  const recoveryCodes = newRecoveryCodes();
  return inTransaction(store, async (tx) => {
    if (!(await confirmSecret(tx, actor.person, totpSealed, step))) return fail(WAITS_FOR_NOTHING);
    await replaceRecoveryCodes(tx, actor.person, recoveryCodes.map(recoveryHash));
    await endWays(tx, actor.person, 'second-factor-set', session);
    await recordEvents(tx, changedBy(actor), { type: 'enable-totp', payload: { person: actor.person } });
    return ok({ recoveryCodes });
  });
}

/** Puts new recovery codes in the place of the old, the password given. */
export async function renewRecoveryCodes(
  store: Store,
  actor: Actor,
  password: string,
): Promise<Result<{ recoveryCodes: string[] }, AppError>> {
  const no = forbidden(actor, 'account.own') ?? (await notThePassword(store, actor.person, password, 'password'));
  if (no) return fail(no);
  if (!(await personById(store, actor.person))?.totpSince) return fail(WAITS_FOR_NOTHING);
  const recoveryCodes = newRecoveryCodes();
  return inTransaction(store, async (tx) => {
    await replaceRecoveryCodes(tx, actor.person, recoveryCodes.map(recoveryHash));
    await recordEvents(tx, changedBy(actor), { type: 'renew-recovery-codes', payload: { person: actor.person } });
    return ok({ recoveryCodes });
  });
}

/** Takes one's own second factor away, the password given. The `session` that asks goes on. */
export async function removeOwnSecondFactor(
  store: Store,
  actor: Actor,
  password: string,
  session?: string,
): Promise<Result<{ id: PersonId }, AppError>> {
  const no = forbidden(actor, 'account.own') ?? (await notThePassword(store, actor.person, password, 'password'));
  return no ? fail(no) : take(store, actor, actor.person, session);
}

/** Takes a person's second factor away, as for somebody who lost their phone and their codes. */
export async function takeSecondFactor(
  store: Store,
  actor: Actor,
  person: PersonId,
): Promise<Result<{ id: PersonId }, AppError>> {
  const no = forbidden(actor, 'people.manage');
  return no ? fail(no) : take(store, actor, person);
}

async function take(
  store: Store,
  actor: Actor,
  person: PersonId,
  session?: string,
): Promise<Result<{ id: PersonId }, AppError>> {
  return inTransaction(store, async (tx) => {
    if (!(await forgetSecret(tx, person))) return fail({ code: 'not-found' as const, what: 'This second factor' });
    await endWays(tx, person, 'second-factor-taken', session);
    await recordEvents(tx, changedBy(actor), { type: 'disable-totp', payload: { person } });
    return ok({ id: person });
  });
}
