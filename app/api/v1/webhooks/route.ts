import { addWebhook } from '#lib/actions/manage-webhooks.ts';
import { ok } from '#lib/domain/result.ts';
import { listWebhooks } from '#lib/queries/webhooks.ts';
import { door } from '../door.ts';
import { ROUTES } from '../routes.ts';

export const GET = door(ROUTES.listWebhooks, async ({ store }) => ok({ items: await listWebhooks(store) }));

export const POST = door(ROUTES.addWebhook, ({ store, actor, body }) => addWebhook(store, actor, body));
