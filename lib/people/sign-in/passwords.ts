import { hash, verify } from '@node-rs/argon2';
import type { AppError } from '../../kernel/app-error.ts';
import { fail, ok, type Result } from '../../kernel/result.ts';
import { tooWeak } from './password-strength.ts';

/** OWASP's first choice for argon2id: 19 MiB, two passes, one lane. The library's default algorithm is argon2id. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

let nobody: Promise<string> | undefined;

/**
 * The hash to keep of a new password, or why it is refused. `about` is what others know of the person. There is no
 * other way to a hash.
 */
export async function hashPassword(password: string, about: readonly string[]): Promise<Result<string, AppError>> {
  const no = tooWeak(password, about);
  return no ? fail(no) : ok(await hash(password.normalize('NFC'), COST));
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
