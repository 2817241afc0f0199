import { RateLimiterPrisma, RateLimiterRes } from 'rate-limiter-flexible';
import type { Store } from '../store/database.ts';
import { fingerprint } from './secrets.ts';

const QUARTER_SECONDS = 15 * 60;
const HOUR_SECONDS = 60 * 60;

/** How often something may be tried: at one account or from one address, and within how many seconds. */
const LIMITS = {
  account: { points: 10, duration: QUARTER_SECONDS },
  address: { points: 60, duration: QUARTER_SECONDS },
  code: { points: 5, duration: QUARTER_SECONDS },
  'own-password': { points: 10, duration: QUARTER_SECONDS },
  'reset-account': { points: 3, duration: HOUR_SECONDS },
  'reset-address': { points: 20, duration: HOUR_SECONDS },
} as const;

/** What is counted. */
type Kind = keyof typeof LIMITS;

/** Tries to sign in that are allowed in each quarter of an hour: at one account, and from one address. */
export const TRIES = { account: LIMITS.account.points, address: LIMITS.address.points, code: LIMITS.code.points };

type Counters = Record<Kind, RateLimiterPrisma>;
const counters = new WeakMap<Store, Counters>();

/**
 * Counts a try to sign in, before the password is looked at, so that tries at once are all counted.
 * False where the account or the address had too many. The counts stand in the database, and every
 * instance of the app shares them. Accounts are counted whether they exist or not.
 */
export async function countTry(store: Store, email: string, address: string | undefined): Promise<boolean> {
  const counted = [mayTry(store, 'account', email)];
  if (address) counted.push(mayTry(store, 'address', address));
  return (await Promise.all(counted)).every(Boolean);
}

/** Counts one try of a kind by `key`; false where there were too many. */
export async function mayTry(store: Store, kind: Kind, key: string): Promise<boolean> {
  try {
    await countersOf(store)[kind].consume(fingerprint(key));
    return true;
  } catch (error) {
    if (error instanceof RateLimiterRes) return false;
    throw error;
  }
}

/** Forgets what was tried, after it was right. */
export async function forgetTries(store: Store, key: string, kind: Kind = 'account'): Promise<void> {
  await countersOf(store)[kind].delete(fingerprint(key));
}

function countersOf(store: Store): Counters {
  const known = counters.get(store);
  if (known) return known;
  const counter = ([keyPrefix, limit]: [string, { points: number; duration: number }]) => [
    keyPrefix,
    new RateLimiterPrisma({ storeClient: store.prisma, tableName: 'rateLimiterFlexible', keyPrefix, ...limit }),
  ];
  const made = Object.fromEntries(Object.entries(LIMITS).map(counter)) as Counters;
  counters.set(store, made);
  return made;
}
