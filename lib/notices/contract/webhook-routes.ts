import { z } from 'zod';
import { ANSWERS } from '../../kernel/contract/answers.ts';
import { nothing } from '../../kernel/contract/no-body.ts';
import type { Rows } from '../../kernel/contract/route-row.ts';
import { idInAddress } from '../../kernel/contract/search.ts';
import { WEBHOOK_ANSWERS } from './webhook-answers.ts';
import { deliverySearch, newWebhook } from './webhooks.ts';

const one = z.strictObject({ id: idInAddress });

/** The rows of webhooks and their deliveries. */
export const WEBHOOK_ROUTES = {
  listWebhooks: {
    verb: 'webhook.manage',
    summary: 'List the addresses that are told what happens',
    status: 200,
    answer: WEBHOOK_ANSWERS.webhooks,
  },
  addWebhook: {
    verb: 'webhook.manage',
    summary: 'Add an address that is told what happens; its secret is in this answer alone',
    body: newWebhook,
    status: 201,
    answer: WEBHOOK_ANSWERS.newWebhook,
  },
  removeWebhook: {
    verb: 'webhook.manage',
    summary: 'Tell an address nothing more',
    params: one,
    body: nothing,
    status: 200,
    answer: ANSWERS.made,
  },
  listDeliveries: {
    verb: 'webhook.manage',
    summary: 'What an address was told, and what came of it, newest first',
    params: one,
    query: deliverySearch,
    status: 200,
    answer: WEBHOOK_ANSWERS.deliveries,
  },
} as const satisfies Rows;
