import { z } from 'zod';
import { idInAddress } from '../../kernel/contract/search.ts';
import { webAddress } from '../../kernel/contract/text.ts';
import { TOPICS } from '../../kernel/newsroom/audit-topics.ts';

/** What a webhook can be told of. */

/** An address that is notified of what happened. Its secret is made here and shown once. */
export const newWebhook = z.strictObject({
  url: webAddress
    .refine((text) => !/^https?:\/\/[^/]*@/i.test(text), {
      error: 'contains a user name or password. Remove it: deliveries are signed instead.',
    })
    .refine((text) => !text.includes('#'), { error: 'contains a #, which is never sent to a server. Remove it.' }),
  topics: z
    .array(z.enum(TOPICS, { error: `is not a topic. Choose from ${TOPICS.join(', ')}.` }))
    .min(1, { error: 'needs at least one topic.' })
    .max(TOPICS.length, { error: 'lists a topic twice.' })
    .transform((topics) => TOPICS.filter((topic) => topics.includes(topic))),
});

export const deliverySearch = z.strictObject({ cursor: idInAddress.optional() });
