import { randomBytes } from 'node:crypto';
import type { PersonId } from '../../kernel/ids.ts';
import type { Store } from '../../platform/database/database.ts';
import type { StoredPerson } from '../store/people.ts';
import { spendRecoveryCode, takeStep } from '../store/second-factor.ts';
import { unseal } from './sealing.ts';
import { fingerprint } from './secrets.ts';
import { base32, stepOfCode } from './totp.ts';

const RECOVERY_CODES = 10;
const RECOVERY_BYTES = 10;

/** What a secret of a second factor is bound to. */
export const boundTo = (person: PersonId) => `totp of ${person}`;

/** New recovery codes, each good for one sign-in: eighty bits of chance in groups of four. */
export function newRecoveryCodes(): string[] {
  return Array.from({ length: RECOVERY_CODES }, () =>
    (base32(randomBytes(RECOVERY_BYTES)).toLowerCase().match(/.{4}/g) ?? []).join('-'),
  );
}

/** What is stored of a recovery code. Blanks, hyphens and case do not count. */
export function recoveryHash(code: string): string {
  return fingerprint(code.replaceAll(/[\s-]/g, '').toLowerCase());
}

/**
 * Whether `typed` is a code of a person's authenticator app or one of their recovery codes, and which of the two.
 * Either counts once: of two that come at the same time, one wins.
 */
export async function secondFactorFits(
  store: Store,
  person: Pick<StoredPerson, 'id' | 'totpSealed'>,
  typed: string,
  now = Date.now(),
): Promise<'code' | 'recovery-code' | undefined> {
  const digits = typed.replaceAll(/\s/g, '');
  if (!/^\d{6}$/.test(digits))
    return (await spendRecoveryCode(store, person.id, recoveryHash(typed))) ? 'recovery-code' : undefined;
  const step = stepOfSealed(person, digits, now);
  return step !== undefined && (await takeStep(store, person.id, step)) ? 'code' : undefined;
}

/** The step whose code was typed; undefined for a wrong code, or where the secret does not open any more. */
export function stepOfSealed(
  { id, totpSealed }: Pick<StoredPerson, 'id' | 'totpSealed'>,
  code: string,
  now = Date.now(),
): number | undefined {
  const secret = totpSealed ? unseal(totpSealed, boundTo(id)) : undefined;
  return secret === undefined ? undefined : stepOfCode(Buffer.from(secret, 'base64url'), code, now);
}
