import { sql } from 'kysely';
import { jsonBuildObject } from 'kysely/helpers/postgres';
import { wants } from '../../audit/store/notify-webhooks.ts';
import type { PersonId } from '../../kernel/ids.ts';
import type { Topic } from '../../kernel/newsroom/audit-topics.ts';
import type { Store } from '../../platform/database/database.ts';
import { insertFrom } from '../../platform/database/insert-from.ts';
import { kysely } from '../../platform/database/kysely.ts';
import {
  ago,
  count,
  fromNow,
  millisecondsUntil,
  now,
  rowsWritten,
  utcText,
} from '../../platform/database/sql-values.ts';
import type { Transaction } from '../../platform/database/transaction.ts';
import { waitingFor } from '../../runs/store/runs.ts';

/** A delivery that is due: what goes where, signed with which secret, which is sealed as it is stored. */
export type DueDelivery = {
  id: number;
  webhook: number;
  url: string;
  secret: string;
  topic: Topic;
  body: string;
  attempts: number;
};

/** Seconds until the next try, by how many there were. After the last one it is given up. */
export const PAUSES = [10, 60, 300, 1_800, 7_200, 21_600, 43_200] as const;
const KEPT_DAYS = 30;

/** Writes a new webhook. It is notified of what happens from now on. */
export async function insertWebhook(
  tx: Transaction,
  by: PersonId,
  { url, topics, secret }: { url: string; topics: readonly Topic[]; secret: string },
): Promise<number> {
  const made = await insertFrom(
    kysely(tx),
    'webhook',
    (eb) => eb.selectFrom('archive_state as s'),
    (eb) => ({ url, secret, topics: [...topics], created_by: by, seen_position: eb.ref('s.position') }),
  )
    .returning('id')
    .executeTakeFirst();
  if (!made) throw new Error('The archive has no state row.');
  return made.id;
}

/** The webhooks whose secret is not sealed. */
export async function clearSecrets(store: Store): Promise<{ id: number; url: string; secret: string }[]> {
  return kysely(store.pool)
    .selectFrom('webhook')
    .select(['id', 'url', 'secret'])
    .where('secret', '<>', '')
    .where((eb) => eb.not(eb.fn<boolean>('starts_with', ['secret', eb.val('sealed:')])))
    .execute();
}

/** Writes a secret again, where it still is the one that was read. */
export async function replaceSecret(store: Store, id: number, secret: { now: string; next: string }): Promise<void> {
  await store.prisma.webhook.updateMany({ where: { id, secret: secret.now }, data: { secret: secret.next } });
}

/** Ends a webhook: nothing more is sent to it. Its secret is forgotten. */
export async function endWebhook(tx: Transaction, id: number): Promise<boolean> {
  const db = kysely(tx);
  const ended = await rowsWritten(
    db.updateTable('webhook').set({ removed_at: now, secret: '' }).where('id', '=', id).where('removed_at', 'is', null),
  );
  if (ended)
    await db
      .updateTable('webhook_delivery')
      .set((eb) => ({ due_at: null, problem: eb.fn.coalesce('problem', eb.val('The webhook was removed.')) }))
      .where('webhook_id', '=', id)
      .where('due_at', 'is not', null)
      .execute();
  return ended > 0;
}

/**
 * Notes what changes of the archive lead to: a waiting run for every target that follows approvals, after its pause and
 * one for however many changes, and a delivery for every webhook of `archive.changed`. Each change is noted once,
 * however many workers look, and also where nobody looked when it happened.
 */
export async function noticeChanges(store: Store): Promise<{ runs: number }> {
  const topic: Topic = 'archive.changed';
  return kysely(store.pool)
    .with('due', (cte) =>
      cte
        .updateTable('export_target as t')
        .from('archive_state as s')
        .set((eb) => ({ seen_position: eb.ref('s.position') }))
        .where('t.on_approval', '=', true)
        .where('t.removed_at', 'is', null)
        .whereRef('t.seen_position', '<', 's.position')
        .returning(['t.id', 't.debounce_seconds']),
    )
    .with('begun', (cte) =>
      insertFrom(
        cte,
        'archive_run',
        (eb) => eb.selectFrom('due').where((of) => of.not(of.exists(waitingFor(of.ref('due.id'))))),
        (eb) => ({
          kind: 'export' as const,
          cause: 'approval' as const,
          target_id: eb.ref('due.id'),
          not_before: fromNow({ seconds: eb.ref('due.debounce_seconds') }),
        }),
      ).returning('id'),
    )
    .with('hooks', (cte) =>
      cte
        .updateTable('webhook as w')
        .from(['archive_state as s', 'webhook as before'])
        .set((eb) => ({ seen_position: eb.ref('s.position') }))
        .whereRef('before.id', '=', 'w.id')
        .where('w.removed_at', 'is', null)
        .where((eb) => wants(eb.ref('w.topics'), topic))
        .whereRef('w.seen_position', '<', 's.position')
        .returning(['w.id', 'before.seen_position as from_position', 's.position']),
    )
    .with('sent', (cte) =>
      insertFrom(
        cte,
        'webhook_delivery',
        (eb) => eb.selectFrom('hooks'),
        (eb) => {
          const said = jsonBuildObject({
            topic: sql.lit(topic),
            at: utcText(now),
            after: eb.ref('hooks.from_position'),
            position: eb.ref('hooks.position'),
          });
          return { webhook_id: eb.ref('hooks.id'), topic, body: sql<string>`${said}::text` };
        },
      ),
    )
    .selectFrom('begun')
    .select(count.as('runs'))
    .executeTakeFirstOrThrow();
}

/** Takes what is due, and puts its next try off already: a worker that dies over it delays it only. */
export async function takeDueDeliveries(
  store: Store,
  most: number,
  pauses: readonly number[] = PAUSES,
): Promise<DueDelivery[]> {
  return kysely(store.pool)
    .with('due', (cte) =>
      cte
        .selectFrom('webhook_delivery')
        .select('id')
        .where('due_at', '<=', now)
        .orderBy('due_at')
        .limit(most)
        .forUpdate()
        .skipLocked(),
    )
    .updateTable('webhook_delivery as d')
    .from(['due', 'webhook as w'])
    .set((eb) => {
      const tries = eb('d.attempts', '+', 1);
      return {
        attempts: tries,
        due_at: fromNow({ seconds: sql<number>`coalesce((${pauses}::float8[])[${tries}], 60)` }),
      };
    })
    .whereRef('d.id', '=', 'due.id')
    .whereRef('w.id', '=', 'd.webhook_id')
    .returning(['d.id', 'w.id as webhook', 'w.url', 'w.secret', 'd.topic', 'd.body', 'd.attempts'])
    .execute();
}

/** Notes what came of a try. After the last one it is given up. */
export async function noteDelivery(
  store: Store,
  delivery: DueDelivery,
  problem: string | undefined,
  pauses: readonly number[] = PAUSES,
): Promise<void> {
  const over = problem === undefined || delivery.attempts > pauses.length;
  await kysely(store.pool)
    .updateTable('webhook_delivery')
    .set({ problem: problem ?? null, delivered_at: problem === undefined ? now : null, ...(over && { due_at: null }) })
    .where('id', '=', delivery.id)
    .where('attempts', '=', delivery.attempts)
    .execute();
}

/** When the next delivery is due, in milliseconds from now. */
export async function nextDelivery(store: Store): Promise<number | undefined> {
  const due = kysely(store.pool).selectFrom('webhook_delivery').where('due_at', 'is not', null);
  const { ms } = await due.select((eb) => millisecondsUntil(eb.fn.min('due_at')).as('ms')).executeTakeFirstOrThrow();
  return ms === null ? undefined : Math.max(0, ms);
}

/** Deletes the record of deliveries that are long over. */
export async function clearDeliveries(store: Store): Promise<number> {
  const over = kysely(store.pool).deleteFrom('webhook_delivery').where('due_at', 'is', null);
  return rowsWritten(over.where('created_at', '<', ago({ days: KEPT_DAYS })));
}
