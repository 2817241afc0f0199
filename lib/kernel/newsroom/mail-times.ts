/** How somebody wants notices by mail. */
export type MailNotices = 'none' | 'each' | 'daily';

/** What comes within this time of a first notice is in the same mail. */
const BUNDLE_MS = 2 * 60_000;
const DAILY_AT_HOUR = 8;

/** When mail of a notice that is made `now` is due: after a short pause, at the next 08:00 UTC, or never. */
export function mailDueAt(wanted: MailNotices, now: Date): Date | undefined {
  if (wanted === 'none') return undefined;
  if (wanted === 'each') return new Date(now.getTime() + BUNDLE_MS);
  const today = Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate(), DAILY_AT_HOUR);
  return new Date(today > now.getTime() ? today : today + 24 * 60 * 60_000);
}
