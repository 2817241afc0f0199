import { z } from 'zod';
import { ANSWERS } from '#lib/schemas/answers.ts';
import { DAY_ANSWERS } from '#lib/schemas/day-answers.ts';
import { dayRange, dayReopening, daySignOff, gapList } from '#lib/schemas/days.ts';
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
  listDays: {
    method: 'GET',
    path: '/days',
    verb: 'archive.read',
    summary: 'List what days have, and whether they are signed off: at most a year of them',
    query: dayRange,
    status: 200,
    answer: DAY_ANSWERS.days,
  },
  listGaps: {
    method: 'GET',
    path: '/days/gaps',
    verb: 'archive.read',
    summary: 'List the days without published entries between the first and the last that has any, and on demand those with few',
    query: gapList,
    status: 200,
    answer: DAY_ANSWERS.gaps,
  },
  readDay: {
    method: 'GET',
    path: '/days/{day}',
    verb: 'archive.read',
    summary: 'Read a day: its order, the state of each entry, and its sign-off',
    params: z.strictObject({ day }),
    status: 200,
    answer: DAY_ANSWERS.day,
  },
  signOffDay: {
    method: 'POST',
    path: '/days/{day}/sign-off',
    verb: 'day.sign-off',
    summary: 'Sign a day off with exactly the content that was seen',
    params: z.strictObject({ day }),
    body: daySignOff,
    status: 200,
    answer: DAY_ANSWERS.signedOff,
  },
  reopenDay: {
    method: 'POST',
    path: '/days/{day}/reopen',
    verb: 'day.sign-off',
    summary: 'Take the sign-off of a day back',
    params: z.strictObject({ day }),
    body: dayReopening,
    status: 200,
    answer: DAY_ANSWERS.signedOff,
  },
} as const satisfies Record<string, Route>;
