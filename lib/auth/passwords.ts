import { hash, verify } from '@node-rs/argon2';

/** OWASP's first choice for argon2id: 19 MiB, two passes, one lane. The library's default algorithm is argon2id. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

let nobody: Promise<string> | undefined;

/** The hash to keep of a password. */
export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize('NFC'), COST);
}

/**
 * Whether a password is the one that was kept. Where there is no hash, a hash of nobody's password is
 * checked instead, so that the answer takes as long and says as little.
 */
export async function passwordFits(kept: string | null | undefined, password: string): Promise<boolean> {
  nobody ??= hash(crypto.randomUUID(), COST);
  const fits = await verify(kept ?? (await nobody), password.normalize('NFC'));
  return kept ? fits : false;
}
