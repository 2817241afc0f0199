import { z } from 'zod';

const id = z.int();
const text = z.string();

/** What the API answers about entries that lead to each other, and that become one. */
export const RELATED_ANSWERS = {
  links: z.object({ items: z.array(z.object({ id, day: text, title: text, path: text })), more: z.boolean().describe('Whether there are more than are listed.') }),
  absorbed: z.object({
    event: id,
    proposal: id,
    revision: id,
    hash: text.describe('The content that a reviewer approves.'),
    joined: z.boolean().describe('Whether the other was a draft, which is discarded now.'),
  }),
} as const;
