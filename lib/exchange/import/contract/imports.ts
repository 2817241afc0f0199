import { z } from 'zod';
import { farDayConfirmed } from '../../../editorial/review/contract/review.ts';
import { idInAddress } from '../../../kernel/contract/search.ts';
import { id } from '../../../kernel/contract/text.ts';

/** The start of an import: of which upload, whether it only says what would happen, and whether it publishes. */
export const importStart = z.strictObject({
  upload: id,
  dryRun: z.boolean().default(false),
  publish: z.boolean().default(false),
  farDayConfirmed,
});

/** Filters of the list of imports. */
export const importSearch = z.strictObject({ cursor: idInAddress.optional() });
