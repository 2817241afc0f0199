import { sql } from 'kysely';
import type pg from 'pg';
import { changeOf, readEvent } from '../../audit/events.ts';
import type { ContextId, PersonId } from '../../kernel/ids.ts';
import { ACCOUNT_KINDS, type NoticeKind } from '../../kernel/newsroom/recipients.ts';
import type { ReviewChange } from '../../kernel/newsroom/review-item.ts';
import type { Store } from '../../platform/database/database.ts';
import { keptStatements, kysely } from '../../platform/database/kysely.ts';
import { inShortTransaction } from '../../platform/database/pool-transaction.ts';
import { ago, anyOf, anyText, millisecondsUntil } from '../../platform/database/sql-values.ts';

/** A notice as a mail names it. */
export type MailedNotice = {
  id: number;
  kind: NoticeKind;
  at: Date;
  entry: number | null;
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
    const person = await lockDue(client, now);
    if (!person) return undefined;
    const notices = await takeMail(client, person.id);
    const goesOut = ({ kind, read }: { kind: NoticeKind; read: boolean }) =>
      person.may && (ACCOUNT_KINDS.includes(kind) || (person.wants && !read));
    return { person: person.id, email: person.email, notices: notices.filter(goesOut).map(mailed) };
  });
}

/** The first person whom mail is due for and nobody else has in hand, locked. */
function lockDue(client: pg.ClientBase, now: Date) {
  return kysely(client)
    .selectFrom('person as p')
    .select((eb) => [
      'p.id',
      'p.email',
      eb('p.disabled_at', 'is', null).$castTo<boolean>().as('may'),
      eb('p.mail_notices', '<>', 'none').$castTo<boolean>().as('wants'),
    ])
    .where('p.id', 'in', (eb) => eb.selectFrom('notification').select('person_id').where('mail_due_at', '<=', now))
    .orderBy('p.id')
    .limit(1)
    .forNoKeyUpdate()
    .skipLocked()
    .executeTakeFirst();
}

/** Takes whatever waits to be mailed to a person. */
function takeMail(client: pg.ClientBase, person: PersonId) {
  return kysely(client)
    .with('taken', (db) =>
      db
        .updateTable('notification')
        .set({ mail_due_at: null })
        .where('person_id', '=', person)
        .where('mail_due_at', 'is not', null)
        .returning(['id', 'audit_event_id', 'kind', 'at', 'read_at']),
    )
    .selectFrom('taken as t')
    .innerJoin('audit_event as f', 'f.id', 't.audit_event_id')
    .leftJoin('entry as e', 'e.id', 'f.entry_id')
    .leftJoin('person as a', 'a.id', 'f.actor_id')
    .leftJoin('context as k', (on) =>
      on
        .on('f.entry_id', 'is', null)
        .on((eb) => eb('k.id', '=', sql<ContextId>`(${eb.ref('f.detail')}->>'context')::int`)),
    )
    .select((eb) => [
      't.id',
      't.kind',
      't.at',
      'f.entry_id as entry',
      'f.type',
      'f.detail',
      eb.fn.coalesce('e.title', 'k.name').as('title'),
      'a.name as by',
      eb('t.read_at', 'is not', null).$castTo<boolean>().as('read'),
    ])
    .orderBy('t.id')
    .execute();
}

function mailed({
  type,
  detail,
  ...notice
}: Omit<MailedNotice, 'change'> & { type: string; detail: unknown }): MailedNotice {
  const about = changeOf(readEvent(type, detail));
  return { ...notice, title: notice.title ?? about?.title ?? null, change: about?.change ?? null };
}

/**
 * Puts back what certainly was not sent; it is due again at `dueAt`. What is read meanwhile, or too old, stays
 * unmailed.
 */
export async function putMailBack(store: Store, ids: readonly number[], dueAt: Date): Promise<void> {
  await kysely(store.pool)
    .updateTable('notification')
    .set({ mail_due_at: dueAt })
    .where('id', '=', anyOf(ids))
    .where((eb) => eb.or([eb('read_at', 'is', null), eb('kind', '=', anyText(ACCOUNT_KINDS))]))
    .where('at', '>', ago({ hours: TRIED_FOR_HOURS }))
    .execute();
}

/** When the next mail is due, in milliseconds from now. */
export async function nextMail(store: Store): Promise<number | undefined> {
  const { ms } = await keptStatements(store.pool)
    .selectFrom('notification')
    .select((eb) => millisecondsUntil(eb.fn.min('mail_due_at')).as('ms'))
    .where('mail_due_at', 'is not', null)
    .executeTakeFirstOrThrow();
  return ms === null ? undefined : Math.max(0, ms);
}
