import { newSecret } from '../auth/secrets.ts';
import { sealedSecret } from '../auth/webhook-secret.ts';
import type { Topic } from '../domain/notice/audit-topics.ts';
import { type Actor, forbidden } from '../domain/permission/actor.ts';
import type { Refusal } from '../domain/refusals.ts';
import { ok, type Result, refuse } from '../domain/result.ts';
import { recordEvents } from '../store/audit.ts';
import type { Store } from '../store/database.ts';
import { inTransaction } from '../store/transaction.ts';
import { endWebhook, insertWebhook } from '../store/webhooks.ts';

/**
 * Adds an address that is told what happens. The secret that signs what is sent is in this answer and shown nowhere
 * else.
 */
export async function addWebhook(
  store: Store,
  actor: Actor,
  hook: { url: string; topics: readonly Topic[] },
): Promise<Result<{ id: number; secret: string }, Refusal>> {
  const no = forbidden(actor, 'webhook.manage');
  if (no) return refuse(no);
  const secret = `dlw_${newSecret()}`;
  return inTransaction(store, async (tx) => {
    const id = await insertWebhook(tx, actor.person, { ...hook, secret: sealedSecret(secret, hook.url) });
    await recordEvents(tx, actor, {
      type: 'add-webhook',
      payload: { webhook: id, host: new URL(hook.url).host, topics: hook.topics.join(' ') },
    });
    return ok({ id, secret });
  });
}

/** Ends a webhook at once. */
export async function removeWebhook(store: Store, actor: Actor, id: number): Promise<Result<{ id: number }, Refusal>> {
  const no = forbidden(actor, 'webhook.manage');
  if (no) return refuse(no);
  return inTransaction(store, async (tx) => {
    if (!(await endWebhook(tx, id))) return refuse({ code: 'not-found' as const, what: `Webhook ${id}` });
    await recordEvents(tx, actor, { type: 'remove-webhook', payload: { webhook: id } });
    return ok({ id });
  });
}
