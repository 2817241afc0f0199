import type { Topic } from '../schemas/webhooks.ts';
import type { Store } from '../store/database.ts';

/** A webhook as the admin's list shows it; its secret was shown once, when it was made. */
export type WebhookView = { id: number; url: string; topics: Topic[]; createdAt: string; waiting: number; problem: string | null };

/** One telling and what came of it. */
export type DeliveryView = { id: number; topic: string; attempts: number; createdAt: string; dueAt: string | null; deliveredAt: string | null; problem: string | null };

const PAGE = 50;

/** Every live webhook, with how many tellings wait and what the last one that failed came to. */
export async function listWebhooks(store: Store): Promise<WebhookView[]> {
  const rows = await store.prisma.$queryRaw<(Omit<WebhookView, 'createdAt'> & { createdAt: Date })[]>`
    SELECT w.id, w.url, w.topics, w.created_at AS "createdAt",
        (SELECT count(*)::int FROM webhook_delivery d WHERE d.webhook_id = w.id AND d.due_at IS NOT NULL) AS waiting,
        (SELECT d.problem FROM webhook_delivery d WHERE d.webhook_id = w.id AND d.attempts > 0 ORDER BY d.id DESC LIMIT 1) AS problem
      FROM webhook w WHERE w.removed_at IS NULL ORDER BY w.id`;
  return rows.map((row) => ({ ...row, createdAt: row.createdAt.toISOString() }));
}

/** What a webhook was told, newest first; undefined where there is no such webhook. */
export async function listDeliveries(store: Store, webhook: number, cursor?: number): Promise<{ items: DeliveryView[]; next: string | null } | undefined> {
  const [known] = await store.prisma.$queryRaw<unknown[]>`SELECT 1 FROM webhook WHERE id = ${webhook}`;
  if (!known) return undefined;
  const rows = await store.prisma.$queryRaw<
    (Omit<DeliveryView, 'createdAt' | 'dueAt' | 'deliveredAt'> & Record<'createdAt', Date> & Record<'dueAt' | 'deliveredAt', Date | null>)[]
  >`
    SELECT id, topic, attempts, created_at AS "createdAt", due_at AS "dueAt", delivered_at AS "deliveredAt", problem
      FROM webhook_delivery WHERE webhook_id = ${webhook} AND (${cursor ?? null}::int IS NULL OR id < ${cursor ?? null}::int) ORDER BY id DESC LIMIT ${PAGE + 1}`;
  const items = rows.slice(0, PAGE).map((row) => ({
    ...row,
    createdAt: row.createdAt.toISOString(),
    dueAt: row.dueAt?.toISOString() ?? null,
    deliveredAt: row.deliveredAt?.toISOString() ?? null,
  }));
  const last = items.at(-1);
  return { items, next: rows.length > PAGE && last ? String(last.id) : null };
}
