import { type Expression, sql } from 'kysely';
import { jsonBuildObject } from 'kysely/helpers/postgres';
import type { Topic } from '../../kernel/newsroom/audit-topics.ts';
import { insertFrom } from '../../platform/database/insert-from.ts';
import { kysely, type Queryable } from '../../platform/database/kysely.ts';
import { json, now, utcText } from '../../platform/database/sql-values.ts';

/** Queues a delivery to every webhook of a topic, inside the transaction of what it reports. */
export async function notifyWebhooks(client: Queryable, topic: Topic, said: object): Promise<void> {
  const body = sql<string>`(${jsonBuildObject({ topic: sql.lit(topic), at: utcText(now) })}::jsonb ||
    ${json(said)})::text`;
  await insertFrom(
    kysely(client),
    'webhook_delivery',
    (eb) =>
      eb
        .selectFrom('webhook as w')
        .where('w.removed_at', 'is', null)
        .where((w) => wants(w.ref('w.topics'), topic)),
    (eb) => ({ webhook_id: eb.ref('w.id'), topic, body }),
  ).execute();
}

/** That a topic is among those of a webhook. */
export function wants(topics: Expression<Topic[]>, topic: Topic) {
  return sql<boolean>`${topic} = any(${topics})`;
}
