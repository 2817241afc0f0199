import { RateLimiterPrisma, RateLimiterRes } from 'rate-limiter-flexible';
import type { Store } from '../store/database.ts';
import { fingerprint } from './secrets.ts';

/** Tries that are allowed in each quarter of an hour: at one account, and from one address. */
export const TRIES = { account: 10, address: 60 };
const WINDOW_SECONDS = 15 * 60;

type Counters = Record<keyof typeof TRIES, RateLimiterPrisma>;
const counters = new WeakMap<Store, Counters>();

/**
 * Counts a try to sign in, before the password is looked at, so that tries at once are all counted.
 * False where the account or the address had too many. The counts stand in the database, and every
 * instance of the app shares them. Accounts are counted whether they exist or not.
 */
export async function countTry(store: Store, email: string, address: string | undefined): Promise<boolean> {
  const { account, address: from } = countersOf(store);
  const counted = [take(account, fingerprint(email))];
  if (address) counted.push(take(from, fingerprint(address)));
  return (await Promise.all(counted)).every(Boolean);
}

/** Forgets an account's tries after its password was right. */
export async function forgetTries(store: Store, email: string): Promise<void> {
  await countersOf(store).account.delete(fingerprint(email));
}

async function take(counter: RateLimiterPrisma, key: string): Promise<boolean> {
  try {
    await counter.consume(key);
    return true;
  } catch (error) {
    if (error instanceof RateLimiterRes) return false;
    throw error;
  }
}

function countersOf(store: Store): Counters {
  const known = counters.get(store);
  if (known) return known;
  const counter = (keyPrefix: keyof typeof TRIES) =>
    new RateLimiterPrisma({ storeClient: store.prisma, tableName: 'rateLimiterFlexible', keyPrefix, points: TRIES[keyPrefix], duration: WINDOW_SECONDS });
  const made = { account: counter('account'), address: counter('address') };
  counters.set(store, made);
  return made;
}
