import { ROUTES } from '#lib/api/routes.ts';
import { removeWebhook } from '#lib/notices/actions/manage-webhooks.ts';
import { door } from '../../../door.ts';

export const POST = door(ROUTES.removeWebhook, ({ store, actor, params }) => removeWebhook(store, actor, params.id));
