import type { Topic } from '../../kernel/newsroom/audit-topics.ts';
import type { Store } from '../../platform/database/database.ts';
import { kysely } from '../../platform/database/kysely.ts';
import { count } from '../../platform/database/sql-values.ts';

/** A webhook as the admin's list shows it; its secret was shown once, when it was made. */
export type WebhookView = {
  id: number;
  url: string;
  topics: Topic[];
  createdAt: string;
  waiting: number;
  problem: string | null;
};

/** One delivery and what came of it. */
export type DeliveryView = {
  id: number;
  topic: string;
  attempts: number;
  createdAt: string;
  dueAt: string | null;
  deliveredAt: string | null;
  problem: string | null;
};

const PAGE = 50;

/** Every live webhook, with how many deliveries wait and what the last one that failed came to. */
export async function listWebhooks(store: Store): Promise<WebhookView[]> {
  const rows = await kysely(store.prisma)
    .selectFrom('webhook as w')
    .select((eb) => [
      'w.id',
      'w.url',
      'w.topics',
      'w.created_at as createdAt',
      eb
        .selectFrom('webhook_delivery as d')
        .select(count.as('count'))
        .whereRef('d.webhook_id', '=', 'w.id')
        .where('d.due_at', 'is not', null)
        .$asScalar()
        .$notNull()
        .as('waiting'),
      eb
        .selectFrom('webhook_delivery as d')
        .select('d.problem')
        .whereRef('d.webhook_id', '=', 'w.id')
        .where('d.attempts', '>', 0)
        .orderBy('d.id', 'desc')
        .limit(1)
        .as('problem'),
    ])
    .where('w.removed_at', 'is', null)
    .orderBy('w.id')
    .execute();
  return rows.map((row) => ({ ...row, createdAt: row.createdAt.toISOString() }));
}

/** What a webhook was told, newest first; undefined where there is no such webhook. */
export async function listDeliveries(
  store: Store,
  webhook: number,
  cursor?: number,
): Promise<{ items: DeliveryView[]; next: string | null } | undefined> {
  if (!(await store.prisma.webhook.count({ where: { id: webhook } }))) return undefined;
  const rows = await store.prisma.webhookDelivery.findMany({
    where: { webhookId: webhook, ...(cursor !== undefined && { id: { lt: cursor } }) },
    select: { id: true, topic: true, attempts: true, createdAt: true, dueAt: true, deliveredAt: true, problem: true },
    orderBy: { id: 'desc' },
    take: PAGE + 1,
  });
  const items = rows.slice(0, PAGE).map((row) => ({
    ...row,
    createdAt: row.createdAt.toISOString(),
    dueAt: row.dueAt?.toISOString() ?? null,
    deliveredAt: row.deliveredAt?.toISOString() ?? null,
  }));
  const last = items.at(-1);
  return { items, next: rows.length > PAGE && last ? String(last.id) : null };
}
