import { HOTP, Secret, TOTP } from 'otpauth';

/** Codes by time after RFC 6238, as every authenticator app makes them: SHA-1, thirty seconds, six digits. */
const STEP_SECONDS = 30;
const DIGITS = 6;
/** How many steps a phone's clock may be off, either way. */
const DRIFT = 1;
const SECRET_BYTES = 20;

/** A new secret to share with an authenticator app. */
export function newTotpSecret(): Buffer {
  return Buffer.from(new Secret({ size: SECRET_BYTES }).bytes);
}

/** The step of time that an instant (milliseconds) falls into. */
export function stepAt(milliseconds: number): number {
  return TOTP.counter({ period: STEP_SECONDS, timestamp: milliseconds });
}

/** The code of a step. */
export function codeAt(secret: Buffer, step: number, digits = DIGITS): string {
  return HOTP.generate({ secret: shared(secret), counter: step, digits });
}

/** The step near `now` (milliseconds) whose code this is; undefined where it is none's. */
export function stepOfCode(secret: Buffer, code: string, now: number): number | undefined {
  if (!/^\d+$/.test(code)) return undefined;
  const counter = stepAt(now);
  const off = HOTP.validate({ secret: shared(secret), token: code, counter, digits: DIGITS, window: DRIFT });
  return off === null ? undefined : counter + off;
}

/** The secret as people type it and apps read it (RFC 4648, without padding). */
export function base32(secret: Buffer): string {
  return shared(secret).base32;
}

/** The address that an authenticator app takes from a QR code. */
export function totpAddress(secret: Buffer, account: string): string {
  return new TOTP({
    issuer: 'Dateline',
    label: account,
    secret: shared(secret),
    digits: DIGITS,
    period: STEP_SECONDS,
  }).toString();
}

function shared(secret: Buffer): Secret {
  return new Secret({ buffer: new Uint8Array(secret).buffer });
}
