import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** Codes by time after RFC 6238, as every authenticator app makes them: SHA-1, thirty seconds, six digits. */
const STEP_SECONDS = 30;
const DIGITS = 6;
/** How many steps a phone's clock may be off, either way. */
const DRIFT = 1;
const SECRET_BYTES = 20;
const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** A new secret to share with an authenticator app. */
export function newTotpSecret(): Buffer {
  return randomBytes(SECRET_BYTES);
}

/** The step of time that an instant (milliseconds) falls into. */
export function stepAt(milliseconds: number): number {
  return Math.floor(milliseconds / 1000 / STEP_SECONDS);
}

/** The code of a step. */
export function codeAt(secret: Buffer, step: number, digits = DIGITS): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const mac = createHmac('sha1', secret).update(counter).digest();
  const offset = (mac.at(-1) ?? 0) & 0xf;
  const number = mac.readUInt32BE(offset) & 0x7fff_ffff;
  return String(number % 10 ** digits).padStart(digits, '0');
}

/** The step near `now` (milliseconds) whose code this is; undefined where it is none's. */
export function stepOfCode(secret: Buffer, code: string, now: number): number | undefined {
  const around = stepAt(now);
  const steps = Array.from({ length: 2 * DRIFT + 1 }, (_, index) => around - DRIFT + index);
  return steps.filter((step) => isSame(codeAt(secret, step), code)).at(-1);
}

/** The secret as people type it and apps read it (RFC 4648, without padding). */
export function base32(bytes: Uint8Array): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return (bits.match(/.{1,5}/g) ?? []).map((five) => BASE32[Number.parseInt(five.padEnd(5, '0'), 2)]).join('');
}

/** The address that an authenticator app takes from a QR code. */
export function totpAddress(secret: Buffer, account: string): string {
  return `otpauth://totp/${encodeURIComponent(`Dateline:${account}`)}?secret=${base32(secret)}&issuer=Dateline`;
}

function isSame(a: string, b: string): boolean {
  const [one, other] = [Buffer.from(a), Buffer.from(b)];
  return one.length === other.length && timingSafeEqual(one, other);
}
