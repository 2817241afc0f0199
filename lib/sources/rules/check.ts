import { normalAddress } from '../../kernel/text/normal-address.ts';

/** The status of an address with whoever follows it. */
export type AddressStatus = 'unchecked' | 'alive' | 'redirected' | 'dead' | 'unreachable' | 'refused';

/** What one check found. `at` is where the redirects led. `refused`: it was not asked at all. */
export type CheckOutcome =
  | { kind: 'answered'; status: number; at: string }
  | { kind: 'failed'; problem: string }
  | { kind: 'refused'; problem: string };

/** What is known of an address before a check. */
export type KnownAddress = {
  url: string;
  status: AddressStatus;
  httpStatus: number | null;
  failures: number;
  failingSince: Date | null;
  seenAt: Date | null;
};

/** What is known of it after the check, and when it is looked at again. */
export type CheckedAddress = {
  status: AddressStatus;
  httpStatus: number | null;
  redirect: string | null;
  problem: string | null;
  failures: number;
  failingSince: Date | null;
  seenAt: Date | null;
  nextCheckAt: Date;
};

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const SETTLED_MS = 30 * DAY_MS;
/** After the first failure, the second and so on. */
const PAUSES_MS = [HOUR_MS, 6 * HOUR_MS, DAY_MS, 3 * DAY_MS] as const;
/** Dead is what failed this often over this long. */
const DEAD_AFTER_FAILURES = 5;
const DEAD_AFTER_MS = 2 * DAY_MS;

const GONE = new Set([404, 410]);
/** Answers that say no to a machine, or to whoever has not paid; people may well see the page. */
const UNWILLING = new Set([401, 402, 403, 405, 406, 407, 429, 451, 501, 999]);
const TOO_MANY = 429;

/**
 * Decides what a check means. One failure makes nothing dead: a missing page has to be missing twice, a silent server
 * has to fail for two days.
 */
export function afterCheck(known: KnownAddress, outcome: CheckOutcome, now: Date): CheckedAddress {
  if (outcome.kind === 'failed') return failed(known, null, outcome.problem, now);
  if (outcome.kind === 'refused') return settled(known, 'refused', { problem: outcome.problem }, now);
  const { status, at } = outcome;
  if (status >= 200 && status < 300) {
    const moved = normalAddress(at) !== normalAddress(known.url);
    return settled(
      known,
      moved ? 'redirected' : 'alive',
      { httpStatus: status, redirect: moved ? at : null, seenAt: now },
      now,
    );
  }
  if (UNWILLING.has(status))
    return {
      ...settled(known, 'refused', { httpStatus: status }, now),
      nextCheckAt: later(now, status === TOO_MANY ? DAY_MS : SETTLED_MS),
    };
  return failed(known, status, null, now);
}

function settled(
  known: KnownAddress,
  status: AddressStatus,
  found: Partial<CheckedAddress>,
  now: Date,
): CheckedAddress {
  const rest = {
    httpStatus: null,
    redirect: null,
    problem: null,
    failures: 0,
    failingSince: null,
    seenAt: known.seenAt,
  };
  return { ...rest, ...found, status, nextCheckAt: later(now, SETTLED_MS) };
}

function failed(known: KnownAddress, httpStatus: number | null, problem: string | null, now: Date): CheckedAddress {
  const failures = known.failures + 1;
  const failingSince = known.failingSince ?? now;
  const isGone = GONE.has(httpStatus ?? 0) && GONE.has(known.httpStatus ?? 0);
  const isSilent = failures >= DEAD_AFTER_FAILURES && now.getTime() - failingSince.getTime() >= DEAD_AFTER_MS;
  const status = isGone || isSilent || known.status === 'dead' ? 'dead' : 'unreachable';
  const pause = status === 'dead' ? SETTLED_MS : (PAUSES_MS[failures - 1] ?? 3 * DAY_MS);
  return {
    status,
    httpStatus,
    redirect: null,
    problem,
    failures,
    failingSince,
    seenAt: known.seenAt,
    nextCheckAt: later(now, pause),
  };
}

function later(now: Date, ms: number): Date {
  return new Date(now.getTime() + ms);
}
