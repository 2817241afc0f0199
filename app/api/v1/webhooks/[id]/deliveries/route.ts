import { ROUTES } from '#lib/api/routes.ts';
import { fail, ok } from '#lib/kernel/result.ts';
import { listDeliveries } from '#lib/notices/queries/webhooks.ts';
import { door } from '../../../door.ts';

export const GET = door(ROUTES.listDeliveries, async ({ store, params, query }) => {
  const page = await listDeliveries(store, params.id, query.cursor);
  return page ? ok(page) : fail({ code: 'not-found', what: `Webhook ${params.id}` });
});
