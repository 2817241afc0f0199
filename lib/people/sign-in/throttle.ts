import { RateLimiterPrisma, RateLimiterRes } from 'rate-limiter-flexible';
import { keysOf, recordOf } from '../../kernel/record.ts';
import type { Store } from '../../platform/database/database.ts';
import { kysely } from '../../platform/database/kysely.ts';
import { startsWith } from '../../platform/database/sql-values.ts';
import { fingerprint } from './secrets.ts';

const QUARTER_SECONDS = 15 * 60;
const HOUR_SECONDS = 60 * 60;

/**
 * How often something may be tried, and within how many seconds. An account is counted together with the network that
 * tries it, so that a stranger shuts out nobody but their own network; the count of all networks together is for those
 * who have many.
 */
const LIMITS = {
  account: { points: 30, duration: QUARTER_SECONDS },
  'account-network': { points: 10, duration: QUARTER_SECONDS },
  known: { points: 10, duration: QUARTER_SECONDS },
  'throttled-code': { points: 5, duration: QUARTER_SECONDS },
  address: { points: 60, duration: QUARTER_SECONDS },
  code: { points: 5, duration: QUARTER_SECONDS },
  'own-password': { points: 10, duration: QUARTER_SECONDS },
  'reset-account': { points: 3, duration: HOUR_SECONDS },
  'reset-address': { points: 20, duration: HOUR_SECONDS },
  failure: { points: Number.MAX_SAFE_INTEGER, duration: HOUR_SECONDS },
} as const;

/** What is counted. */
type Kind = keyof typeof LIMITS;

/**
 * Tries to sign in that are allowed in each quarter of an hour: at one account from everywhere, from one network at one
 * account or at all, and of codes.
 */
export const TRIES = {
  account: LIMITS.account.points,
  network: LIMITS['account-network'].points,
  address: LIMITS.address.points,
  code: LIMITS.code.points,
};

type Counters = Record<Kind, RateLimiterPrisma>;
const counters = new WeakMap<Store, Counters>();

/**
 * Counts a try to sign in, before the password is looked at, so that tries at once are all counted. False where there
 * were too many. The counts are in the database, and every instance of the app shares them. Accounts are counted
 * whether they exist or not.
 */
export async function countTry(store: Store, email: string, network: string | undefined): Promise<boolean> {
  const counted = [mayTry(store, 'account', email)];
  if (network) counted.push(mayTry(store, 'address', network), mayTry(store, 'account-network', email, network));
  return (await Promise.all(counted)).every(Boolean);
}

/** Forgets what was tried at an account, by itself and from a network, after it was right. */
export async function forgetFrom(store: Store, email: string, network: string | undefined): Promise<void> {
  await forgetTries(store, email);
  if (network) await forgetTries(store, email, 'account-network', network);
}

/** Lets everybody try again at an account, from everywhere: whoever has it proved that by mail. */
export async function liftLock(store: Store, email: string): Promise<void> {
  await Promise.all([forgetTries(store, email), forgetTries(store, email, 'code')]);
  const kinds: readonly Kind[] = ['account-network', 'throttled-code'];
  const counts = kinds.map((kind) => `${kind}:${fingerprint(email)}`);
  await kysely(store.prisma)
    .deleteFrom('rate_limit')
    .where((eb) => eb.or(counts.map((key) => startsWith(eb.ref('key'), key))))
    .execute();
}

/** Counts an error of a kind; how many there were in this hour. */
export async function countFailure(store: Store, key: string): Promise<number> {
  return (await countersOf(store).failure.consume(fingerprint(key))).consumedPoints;
}

/** Counts one try of a kind by `key`, and by `part` of it; false where there were too many. */
export async function mayTry(store: Store, kind: Kind, key: string, part?: string): Promise<boolean> {
  try {
    await countersOf(store)[kind].consume(keyOf(key, part));
    return true;
  } catch (error) {
    if (error instanceof RateLimiterRes) return false;
    throw error;
  }
}

/** Forgets what was tried, after it was right. */
export async function forgetTries(store: Store, key: string, kind: Kind = 'account', part?: string): Promise<void> {
  await countersOf(store)[kind].delete(keyOf(key, part));
}

function keyOf(key: string, part: string | undefined): string {
  return part === undefined ? fingerprint(key) : `${fingerprint(key)}${fingerprint(part)}`;
}

function countersOf(store: Store): Counters {
  const known = counters.get(store);
  if (known) return known;
  const made: Counters = recordOf(
    keysOf(LIMITS),
    (keyPrefix) =>
      new RateLimiterPrisma({
        storeClient: store.prisma,
        tableName: 'rateLimiterFlexible',
        keyPrefix,
        ...LIMITS[keyPrefix],
      }),
  );
  counters.set(store, made);
  return made;
}
