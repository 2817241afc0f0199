import { z } from 'zod';

const id = z.int();
const text = z.string();
const instant = z.iso.datetime();
const next = text.nullable().describe('The cursor of the next page; null at the end.');

/** What the API answers about webhooks and their deliveries. */
export const WEBHOOK_ANSWERS = {
  webhooks: z.strictObject({
    items: z.array(
      z.strictObject({
        id,
        url: text,
        topics: z.array(text),
        createdAt: instant,
        waiting: z.int(),
        problem: text.nullable(),
      }),
    ),
  }),
  newWebhook: z.strictObject({ id, secret: text.describe('Signs what is sent. It is shown here alone.') }),
  deliveries: z.strictObject({
    items: z.array(
      z.strictObject({
        id,
        topic: text,
        attempts: z.int(),
        createdAt: instant,
        dueAt: instant.nullable(),
        deliveredAt: instant.nullable(),
        problem: text.nullable(),
      }),
    ),
    next,
  }),
} as const;
