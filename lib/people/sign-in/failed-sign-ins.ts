import { recordEvents } from '../../audit/store/audit.ts';
import type { PersonId } from '../../kernel/ids.ts';
import type { Store } from '../../platform/database/database.ts';
import { inTransaction } from '../../platform/database/transaction.ts';
import { countFailure } from './throttle.ts';

/**
 * Somebody who was kept out: whom it is about where that is known, from which network, and why. Never what was typed.
 */
export type FailedSignIn = {
  type: 'sign-in-failed' | 'sign-in-throttled' | 'outside-refused' | 'permission-refused';
  person?: PersonId | undefined;
  network?: string | undefined;
  why: string;
};

/** In an hour, errors of so many kinds are told apart by the network that they came from. */
const APART = 200;

/**
 * Writes into the audit log that somebody was kept out: the first time in an hour, the tenth, the hundredth, with how
 * often it was, so that a stranger cannot fill the log. How often, where it was written; undefined where not.
 */
export async function noteFailedSignIn(
  store: Store,
  { type, person, network, why }: FailedSignIn,
): Promise<number | undefined> {
  const where = [type, person ?? 'nobody', why].join(' ');
  const apart = network && (await countFailure(store, `${where} ${network}`));
  if (apart && !isRound(apart)) return undefined;
  const places = apart === 1 ? await countFailure(store, `places of ${type}`) : 1;
  const times = apart && places <= APART ? apart : await countFailure(store, where);
  if (!isRound(times)) return undefined;
  const from = apart && places <= APART ? { address: network ?? '' } : {};
  const payload = { ...(person === undefined ? {} : { person }), ...from, why, times };
  await inTransaction(store, (tx) => recordEvents(tx, { person: null, channel: 'screen' }, { type: type, payload }));
  return times;
}

/** 1, 10, 100 and so on. */
function isRound(times: number): boolean {
  return /^10*$/.test(String(times));
}
