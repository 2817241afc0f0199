import type { Store } from '../../platform/database/database.ts';
import { noticePlace, noticeSentence } from '../rules/notice-words.ts';
import { type ClaimedMail, claimMail, type MailedNotice, putMailBack } from '../store/notice-mail.ts';
import { type MailServer, sendMail, wasNotSent } from './mail-transport.ts';

const NAMED = 50;
const AGAIN_AFTER_MS = 10 * 60_000;
const HOUSE_HOST = /@([^\s>]+)>?$/;

export type MailRound = { mail: MailServer; site: string; now: () => Date; onFault: (error: unknown) => void };

/**
 * Sends the mail of notices that is due, one mail a person. Nothing is sent twice: mail is taken before it is sent, and
 * only what certainly went nowhere is tried again. A worker that dies between the two loses that mail; the notices
 * are in the app all the same. Returns how many mails were sent.
 */
export async function mailNotices(store: Store, { mail, site, now, onFault }: MailRound): Promise<number> {
  let sent = 0;
  for (;;) {
    const claimed = await claimMail(store, now());
    if (!claimed) return sent;
    if (!claimed.notices.length) continue;
    try {
      await sendMail(mail, { to: claimed.email, ...wordsOf(claimed, mail.from, site) });
      sent += 1;
    } catch (error) {
      onFault(error);
      const ids = claimed.notices.map(({ id }) => id);
      if (wasNotSent(error)) await putMailBack(store, ids, new Date(now().getTime() + AGAIN_AFTER_MS));
    }
  }
}

function wordsOf({ notices }: ClaimedMail, from: string, site: string) {
  const [first] = notices;
  const count = notices.length;
  const more = count - NAMED;
  const host = HOUSE_HOST.exec(from)?.[1] ?? 'dateline';
  return {
    subject: count === 1 && first ? lineOf(first) : `${count} notices from Dateline`,
    text: [
      ...notices.slice(0, NAMED).map((notice) => `${lineOf(notice)}\n${site}${noticePlace(notice)}\n`),
      ...(more > 0 ? [`And ${more} more: ${site}/notices\n`] : []),
      `--\nAll notices: ${site}/notices\nChange how often you get mail: ${site}/account\n`,
    ].join('\n'),
    messageId: `<notices-${first?.id}-${notices.at(-1)?.id}-${first?.at.getTime()}@${host}>`,
    list: { unsubscribe: `${site}/account` },
  };
}

function lineOf({ kind, by, title }: MailedNotice): string {
  return `${noticeSentence(kind, by)}${title ? `: ${title}` : ''}`;
}
