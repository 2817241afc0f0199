import { z } from 'zod';

/** The most sources that a submission can be asked for. */
export const MOST_SOURCES = 9;

/** What changes of the newsroom's settings. */
export const settingsChange = z.strictObject({
  fourEyes: z.boolean({ error: 'must be true or false.' }).optional(),
  leastSources: z
    .int({ error: 'must be a whole number.' })
    .min(0, { error: 'is below 0.' })
    .max(MOST_SOURCES, { error: `is above ${MOST_SOURCES}.` })
    .optional(),
});
