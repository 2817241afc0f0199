import { changeOf, readEvent } from '../../audit/events.ts';
import type { PersonId } from '../../kernel/ids.ts';
import { ACCOUNT_KINDS, type NoticeKind } from '../../kernel/newsroom/recipients.ts';
import type { ReviewChange } from '../../kernel/newsroom/review-item.ts';
import { inShortTransaction } from '../../platform/database/borrowed-connection.ts';
import type { Store } from '../../platform/database/database.ts';

/** A notice as a mail names it. */
export type MailedNotice = {
  id: number;
  kind: NoticeKind;
  at: Date;
  event: number | null;
  change: ReviewChange | null;
  title: string | null;
  by: string | null;
};

/** What one person is mailed at once. */
export type ClaimedMail = { person: PersonId; email: string; notices: MailedNotice[] };

/** A failed mail is tried again for so long. */
const TRIED_FOR_HOURS = 48;

/**
 * Takes the mail of one person that is due at `now`, with everything else that waits for that person. It is taken
 * before it is sent, so that nothing is sent twice, whatever dies. Unread notices only, and nothing where the person
 * wants no mail any more: but what happened to the account itself always goes out, since whoever got in could have read
 * it and stopped the mail.
 */
export async function claimMail(store: Store, now: Date): Promise<ClaimedMail | undefined> {
  return inShortTransaction(store, async (client) => {
    const { rows: people } = await client.query<{ id: PersonId; email: string; may: boolean; wants: boolean }>(
      `SELECT p.id, p.email, p.disabled_at IS NULL AS may, p.mail_notices <> 'none' AS wants FROM person p
        WHERE p.id IN (SELECT person_id FROM notification WHERE mail_due_at <= $1) ORDER BY p.id LIMIT 1 FOR NO KEY UPDATE SKIP LOCKED`,
      [now],
    );
    const [person] = people;
    if (!person) return undefined;
    const { rows: notices } = await client.query<
      Omit<MailedNotice, 'change'> & { read: boolean; verb: string; detail: unknown }
    >(
      `WITH taken AS (UPDATE notification SET mail_due_at = NULL WHERE person_id = $1 AND mail_due_at IS NOT NULL RETURNING *)
       SELECT t.id, t.kind, t.at, f.event_id AS event, f.verb, f.detail, coalesce(e.title, k.name) AS title, a.name AS by, t.read_at IS NOT NULL AS read
         FROM taken t JOIN audit_fact f ON f.id = t.fact_id LEFT JOIN event e ON e.id = f.event_id LEFT JOIN person a ON a.id = f.actor_id
         LEFT JOIN context k ON f.event_id IS NULL AND k.id = (f.detail->>'context')::int ORDER BY t.id`,
      [person.id],
    );
    const goesOut = ({ kind, read }: { kind: NoticeKind; read: boolean }) =>
      person.may && (ACCOUNT_KINDS.includes(kind) || (person.wants && !read));
    return { person: person.id, email: person.email, notices: notices.filter(goesOut).map(mailed) };
  });
}

function mailed({
  verb,
  detail,
  ...notice
}: Omit<MailedNotice, 'change'> & { verb: string; detail: unknown }): MailedNotice {
  const about = changeOf(readEvent(verb, detail));
  return { ...notice, title: notice.title ?? about?.title ?? null, change: about?.change ?? null };
}

/**
 * Puts back what certainly was not sent; it is due again at `dueAt`. What is read meanwhile, or too old, stays
 * unmailed.
 */
export async function putMailBack(store: Store, ids: readonly number[], dueAt: Date): Promise<void> {
  await store.pool.query(
    `UPDATE notification SET mail_due_at = $2 WHERE id = ANY($1::int[]) AND (read_at IS NULL OR kind = ANY($4::text[])) AND at > now() - make_interval(hours => $3)`,
    [ids, dueAt, TRIED_FOR_HOURS, ACCOUNT_KINDS],
  );
}

/** When the next mail is due, in milliseconds from now. */
export async function nextMail(store: Store): Promise<number | undefined> {
  const { rows } = await store.pool.query<{ ms: number | null }>(
    'SELECT (extract(epoch FROM min(mail_due_at) - now()) * 1000)::float8 AS ms FROM notification WHERE mail_due_at IS NOT NULL',
  );
  const ms = rows[0]?.ms ?? null;
  return ms === null ? undefined : Math.max(0, ms);
}
