import { ok, refuse } from '#lib/domain/result.ts';
import { listDeliveries } from '#lib/queries/webhooks.ts';
import { door } from '../../../door.ts';
import { ROUTES } from '../../../routes.ts';

export const GET = door(ROUTES.listDeliveries, async ({ store, params, query }) => {
  const page = await listDeliveries(store, params.id, query.cursor);
  return page ? ok(page) : refuse({ code: 'not-found', what: `Webhook ${params.id}` });
});
