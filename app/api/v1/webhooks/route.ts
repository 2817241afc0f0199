import { ROUTES } from '#lib/api/routes.ts';
import { ok } from '#lib/kernel/result.ts';
import { addWebhook } from '#lib/notices/actions/manage-webhooks.ts';
import { listWebhooks } from '#lib/notices/queries/webhooks.ts';
import { door } from '../door.ts';

export const GET = door(ROUTES.listWebhooks, async ({ store }) => ok({ items: await listWebhooks(store) }));

export const POST = door(ROUTES.addWebhook, ({ store, actor, body }) => addWebhook(store, actor, body));
