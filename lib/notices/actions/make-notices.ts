import { recipientsOf, webhookOf } from '../../audit/events.ts';
import { mailDueAt } from '../../kernel/newsroom/mail-times.ts';
import type { Store } from '../../platform/database/database.ts';
import { inShortTransaction } from '../../platform/database/pool-transaction.ts';
import { insertNotices, notifyWebhooks, takeWaitingEvents } from '../store/notices.ts';

const AT_ONCE = 100;

/** What was made of waiting facts. */
export type NoticesMade = { facts: number; notices: number };

/**
 * Makes notices and webhook deliveries of every fact that waits. Facts are taken away in the very transaction that
 * writes what was made of them, so each is told once, however many workers do this and wherever one of them dies.
 */
export async function makeNotices(store: Store, { now, mail }: { now: Date; mail: boolean }): Promise<NoticesMade> {
  const made = { facts: 0, notices: 0 };
  for (;;) {
    const some = await inShortTransaction(store, async (client): Promise<NoticesMade> => {
      const events = await takeWaitingEvents(client, AT_ONCE);
      const told = events.flatMap(({ id, event, concerned }) =>
        recipientsOf(event, concerned).map((one) => ({ ...one, fact: id })),
      );
      const due = {
        each: mail ? mailDueAt('each', now) : undefined,
        daily: mail ? mailDueAt('daily', now) : undefined,
      };
      const notices = await insertNotices(client, told, due);
      await notifyWebhooks(
        client,
        events.flatMap(({ id, event }) => {
          const news = webhookOf(event);
          return news ? [{ id, ...news }] : [];
        }),
      );
      return { facts: events.length, notices };
    });
    made.facts += some.facts;
    made.notices += some.notices;
    if (some.facts < AT_ONCE) return made;
  }
}
