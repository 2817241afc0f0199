import { removeWebhook } from '#lib/actions/manage-webhooks.ts';
import { door } from '../../../door.ts';
import { ROUTES } from '../../../routes.ts';

export const POST = door(ROUTES.removeWebhook, ({ store, actor, params }) => removeWebhook(store, actor, params.id));
