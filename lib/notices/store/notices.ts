import { type Expression, expressionBuilder, sql } from 'kysely';
import { jsonBuildObject } from 'kysely/helpers/postgres';
import type pg from 'pg';
import { type ReadEvent, readEvent, type WebhookNews } from '../../audit/events.ts';
import type { EntryId, PersonId } from '../../kernel/ids.ts';
import { ACCOUNT_KINDS, type ConcernedPeople, type Recipient } from '../../kernel/newsroom/recipients.ts';
import type { Store } from '../../platform/database/database.ts';
import { insertFrom } from '../../platform/database/insert-from.ts';
import { kysely } from '../../platform/database/kysely.ts';
import { authors, publishedWriters } from '../../platform/database/proposal-expressions.ts';
import {
  anyOf,
  anyText,
  list,
  listOf,
  orNull,
  rowsOf,
  rowsWritten,
  utcText,
} from '../../platform/database/sql-values.ts';
import type { Tables } from '../../platform/database/tables.ts';
import type { Transaction } from '../../platform/database/transaction.ts';

/** The channel on which the database says that audit events wait to be sent out. */
export const AUDIT_CHANNEL = 'dateline_audit';

/** A stored event with everybody whom it may concern. */
export type WaitingEvent = { id: number; event: ReadEvent; concerned: ConcernedPeople };

/** When mail of a new notice is due, by how a person wants it. Undefined where no mail is sent at all. */
export type MailDue = { each: Date | undefined; daily: Date | undefined };

/**
 * Takes events of which people are to be notified, the oldest first, with the people around them. They are gone once
 * the transaction of `client` is committed and wait again where it is not; what another worker has in hand is left to
 * it.
 */
export async function takeWaitingEvents(client: pg.ClientBase, most: number): Promise<WaitingEvent[]> {
  const rows = await kysely(client)
    .with('taken', (db) =>
      db
        .deleteFrom('notification_due')
        .where('audit_event_id', 'in', (eb) =>
          eb
            .selectFrom('notification_due')
            .select('audit_event_id')
            .orderBy('audit_event_id')
            .limit(most)
            .forUpdate()
            .skipLocked(),
        )
        .returning('audit_event_id'),
    )
    .selectFrom('taken')
    .innerJoin('audit_event as f', 'f.id', 'taken.audit_event_id')
    .leftJoin('proposal as p', 'p.id', 'f.proposal_id')
    .select((eb) => {
      const detail = eb.ref('f.detail');
      const [asker, thread] = [idIn<PersonId>(detail, 'askedBy'), idIn(detail, 'thread')];
      const spoke = eb.selectFrom('comment as c').select('c.author_id').distinct().where('c.thread_id', '=', thread);
      const follow = eb.selectFrom('follow').select('person_id').whereRef('follow.entry_id', '=', 'f.entry_id');
      return [
        'f.id',
        'f.type',
        'f.actor_id as actor',
        'f.detail',
        'p.assigned_to as assignee',
        sql<PersonId[]>`CASE WHEN ${detail} ? 'askedBy' THEN ARRAY[${asker}] ELSE ${authors} END`.as('authors'),
        publishedWriters(eb.ref('f.entry_id')).as('writers'),
        listOf(spoke).as('commenters'),
        listOf(follow).as('followers'),
      ];
    })
    .orderBy('f.id')
    .execute();
  return rows.map(({ id, type, detail, actor, assignee, ...people }) => ({
    id,
    event: readEvent(type, detail),
    concerned: { ...people, actor: actor ?? undefined, assignee: assignee ?? undefined },
  }));
}

/** An id in the detail of a fact. */
function idIn<Id extends number>(detail: Expression<unknown>, key: 'askedBy' | 'thread') {
  return sql<Id>`(${detail}->>${sql.lit(key)})::int`;
}

/** Writes the notices of events; somebody who was disabled gets none. Returns how many there are. */
export async function insertNotices(
  client: pg.ClientBase,
  notices: readonly (Recipient & { fact: number })[],
  due: MailDue,
): Promise<number> {
  if (!notices.length) return 0;
  const recipients = rowsOf('recipients', {
    person: list.ints(notices.map(({ person }) => person)),
    fact: list.ints(notices.map(({ fact }) => fact)),
    kind: list.texts(notices.map(({ kind }) => kind)),
  });
  const at = (moment: Date | undefined) => sql<Date | null>`${moment ?? null}::timestamptz`;
  return rowsWritten(
    insertFrom(
      kysely(client),
      'notification',
      (eb) =>
        eb
          .selectFrom(recipients)
          .innerJoin('person as p', (on) => on.onRef('p.id', '=', 'recipients.person').on('p.disabled_at', 'is', null))
          .innerJoin('audit_event as f', 'f.id', 'recipients.fact')
          .orderBy('f.id')
          .orderBy('p.id'),
      (eb) => ({
        person_id: eb.ref('p.id'),
        audit_event_id: eb.ref('f.id'),
        kind: eb.ref('recipients.kind'),
        at: eb.ref('f.at'),
        mail_due_at: eb
          .case()
          .when(eb.or([eb('p.mail_notices', '=', 'each'), eb('recipients.kind', '=', anyText(ACCOUNT_KINDS))]))
          .then(at(due.each))
          .when('p.mail_notices', '=', 'daily')
          .then(at(due.daily))
          .end(),
      }),
    ).onConflict((known) => known.columns(['person_id', 'audit_event_id']).doNothing()),
  );
}

/**
 * Notes events for every webhook of their topic, each once. What is sent are ids, the time and who did it; of
 * texts only the title of a page that readers can see: drafts, reasons and comments stay inside.
 */
export async function notifyWebhooks(
  client: pg.ClientBase,
  news: readonly (WebhookNews & { id: number })[],
): Promise<void> {
  if (!news.length) return;
  const deliveries = rowsOf('deliveries', {
    fact: list.ints(news.map(({ id }) => id)),
    topic: list.texts(news.map(({ topic }) => topic)),
    details: sql<unknown[]>`${news.map(({ details }) => JSON.stringify(details))}::jsonb[]`,
  });
  await insertFrom(
    kysely(client),
    'webhook_delivery',
    (eb) =>
      eb
        .selectFrom(deliveries)
        .innerJoin('audit_event as f', 'f.id', 'deliveries.fact')
        .leftJoin('person as a', 'a.id', 'f.actor_id')
        .leftJoin('entry as e', 'e.id', 'f.entry_id')
        .innerJoin('webhook as w', (on) =>
          on
            .on('w.removed_at', 'is', null)
            .on((of) => of('deliveries.topic', '=', sql<WebhookNews['topic']>`any(${of.ref('w.topics')})`))
            .onRef('w.created_at', '<=', 'f.at'),
        )
        .orderBy('f.id')
        .orderBy('w.id'),
    (eb) => {
      const title = eb.case().when('e.published_revision_id', 'is not', null).then(eb.ref('e.title')).end();
      const said = jsonBuildObject({
        topic: eb.ref('deliveries.topic'),
        at: utcText(eb.ref('f.at')),
        fact: eb.ref('f.id'),
        by: orNull(eb.ref('f.actor_id'), jsonBuildObject({ id: eb.ref('f.actor_id'), name: eb.ref('a.name') })),
        proposal: eb.ref('f.proposal_id'),
        entry: orNull(eb.ref('e.id'), jsonBuildObject({ id: eb.ref('e.id'), title })),
      });
      return {
        webhook_id: eb.ref('w.id'),
        topic: eb.ref('deliveries.topic'),
        audit_event_id: eb.ref('f.id'),
        body: sql<string>`(jsonb_strip_nulls(${said}::jsonb) || ${eb.ref('deliveries.details')})::text`,
      };
    },
  )
    .onConflict((known) =>
      known.columns(['webhook_id', 'audit_event_id']).where('audit_event_id', 'is not', null).doNothing(),
    )
    .execute();
}

/**
 * What a person does with notices: some by their ids, all up to one, or the ones that were marked read at one moment
 * back.
 */
export type MarkRequest = { ids: readonly number[]; read: boolean } | { upTo: number } | { markedAt: string };

/**
 * Marks a person's notices. Gives the moment that stands for the marking, by which it can be taken back, and how many
 * changed.
 */
export async function markNotices(
  store: Store,
  person: PersonId,
  marking: MarkRequest,
): Promise<{ markedAt: string; changed: number }> {
  const at = new Date();
  const markedAt = at.toISOString();
  const changed = await changeMarks(store, person, marking, at);
  return { markedAt, changed };
}

/** What is read is not mailed any more, unless it is of the account itself. */
const STILL_DUE = expressionBuilder<Tables, 'notification'>()
  .case()
  .when('kind', '=', anyText(ACCOUNT_KINDS))
  .then(sql.ref<Date | null>('mail_due_at'))
  .end();

function changeMarks({ prisma }: Store, person: PersonId, marking: MarkRequest, at: Date): Promise<number> {
  const theirs = kysely(prisma).updateTable('notification').where('person_id', '=', person);
  const read = theirs.set({ read_at: at, mail_due_at: STILL_DUE }).where('read_at', 'is', null);
  const unread = theirs.set({ read_at: null });
  if ('upTo' in marking) return rowsWritten(read.where('id', '<=', marking.upTo));
  if ('markedAt' in marking) return rowsWritten(unread.where('read_at', '=', new Date(marking.markedAt)));
  const ids = anyOf(marking.ids);
  return rowsWritten(
    marking.read ? read.where('id', '=', ids) : unread.where('id', '=', ids).where('read_at', 'is not', null),
  );
}

/** Lets a person follow an event, or stop. False where there is no such event. */
export async function setFollowing(
  tx: Transaction,
  person: PersonId,
  entry: EntryId,
  following: boolean,
): Promise<boolean> {
  const db = kysely(tx);
  const known = await db.selectFrom('entry').select('id').where('id', '=', entry).executeTakeFirst();
  if (!known) return false;
  if (following)
    await db
      .insertInto('follow')
      .values({ person_id: person, entry_id: entry })
      .onConflict((already) => already.doNothing())
      .execute();
  else await db.deleteFrom('follow').where('person_id', '=', person).where('entry_id', '=', entry).execute();
  return true;
}
