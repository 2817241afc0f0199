import { z } from 'zod';
import { cursorOf, idInAddress, LARGEST_ID, pageLimit } from '../../kernel/contract/search.ts';
import { day, line } from '../../kernel/contract/text.ts';
import type { Channel } from '../../kernel/permission/actor.ts';

export const CHANNELS = ['screen', 'api', 'cli', 'import'] as const satisfies readonly Channel[];

const filters = {
  person: idInAddress.optional(),
  type: z
    .string()
    .regex(/^[a-z][a-z-]{0,40}$/, { error: 'is not a type of the log.' })
    .optional(),
  entry: idInAddress.optional(),
  channel: z.enum(CHANNELS, { error: `is not one of ${CHANNELS.join(', ')}.` }).optional(),
  from: day.optional(),
  to: day.optional(),
  q: line(200).optional(),
};

/** A search of the audit log, as the query of an address. Days are UTC's, both ends counted in. */
export const auditSearch = z.strictObject({ ...filters, limit: pageLimit, cursor: cursorOf(readCursor) });

export const auditExport = z.strictObject({
  ...filters,
  format: z.enum(['csv', 'jsonl'], { error: 'is neither csv nor jsonl.' }),
});

function readCursor(text: string): number | undefined {
  const id = /^[1-9]\d{0,9}$/.test(text) ? Number(text) : Number.NaN;
  return id <= LARGEST_ID ? id : undefined;
}
