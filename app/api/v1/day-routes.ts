import { z } from 'zod';
import { ANSWERS } from '#lib/schemas/answers.ts';
import { dayReorder } from '#lib/schemas/entry.ts';
import { day } from '#lib/schemas/text.ts';
import type { Route } from './route-row.ts';

/** The rows of days. */
export const DAY_ROUTES = {
  orderDay: {
    method: 'PUT',
    path: '/days/{day}/order',
    verb: 'day.reorder',
    summary: "Put a day's entries in another order",
    params: z.strictObject({ day }),
    body: dayReorder,
    status: 200,
    answer: ANSWERS.dayVersion,
  },
} as const satisfies Record<string, Route>;
