import { z } from 'zod';
import { ANSWERS } from '../../kernel/contract/answers.ts';
import { nothing } from '../../kernel/contract/no-body.ts';
import type { RouteRows } from '../../kernel/contract/route-row.ts';
import { idInAddress } from '../../kernel/contract/search.ts';
import { WEBHOOK_ANSWERS } from './webhook-answers.ts';
import { deliverySearch, newWebhook } from './webhooks.ts';

const one = z.strictObject({ id: idInAddress });

/** The rows of webhooks and their deliveries. */
export const WEBHOOK_ROUTES = {
  listWebhooks: {
    permission: 'webhook.manage',
    summary: 'List webhooks',
    status: 200,
    answer: WEBHOOK_ANSWERS.webhooks,
  },
  addWebhook: {
    permission: 'webhook.manage',
    summary: 'Add a webhook; its secret is only in this response',
    body: newWebhook,
    status: 201,
    answer: WEBHOOK_ANSWERS.newWebhook,
  },
  removeWebhook: {
    permission: 'webhook.manage',
    summary: 'Remove a webhook',
    params: one,
    body: nothing,
    status: 200,
    answer: ANSWERS.made,
  },
  listDeliveries: {
    permission: 'webhook.manage',
    summary: 'List the deliveries of a webhook and their results, newest first',
    params: one,
    query: deliverySearch,
    status: 200,
    answer: WEBHOOK_ANSWERS.deliveries,
  },
} as const satisfies RouteRows;
