import { recordEvents } from '../../audit/store/audit.ts';
import type { AppError } from '../../kernel/app-error.ts';
import type { Topic } from '../../kernel/newsroom/audit-topics.ts';
import { type Actor, forbidden } from '../../kernel/permission/actor.ts';
import { fail, ok, type Result } from '../../kernel/result.ts';
import { newSecret } from '../../people/sign-in/secrets.ts';
import type { Store } from '../../platform/database/database.ts';
import { inTransaction } from '../../platform/database/transaction.ts';
import { endWebhook, insertWebhook } from '../store/webhooks.ts';
import { sealedSecret } from '../webhooks/webhook-secret.ts';

/**
 * Adds an address that is notified of what happens. The secret that signs what is sent is in this answer and shown
 * nowhere else.
 */
export async function addWebhook(
  store: Store,
  actor: Actor,
  hook: { url: string; topics: readonly Topic[] },
): Promise<Result<{ id: number; secret: string }, AppError>> {
  const no = forbidden(actor, 'webhook.manage');
  if (no) return fail(no);
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
export async function removeWebhook(store: Store, actor: Actor, id: number): Promise<Result<{ id: number }, AppError>> {
  const no = forbidden(actor, 'webhook.manage');
  if (no) return fail(no);
  return inTransaction(store, async (tx) => {
    if (!(await endWebhook(tx, id))) return fail({ code: 'not-found' as const, what: `Webhook ${id}` });
    await recordEvents(tx, actor, { type: 'remove-webhook', payload: { webhook: id } });
    return ok({ id });
  });
}
