import { z } from 'zod';
import { ANSWERS } from '../../../kernel/contract/answers.ts';
import type { RouteRows } from '../../../kernel/contract/route-row.ts';
import { day } from '../../../kernel/contract/text.ts';
import { dayReorder } from '../../entries/contract/entry.ts';
import { DAY_ANSWERS } from './day-answers.ts';
import { dayRange, dayReopening, daySignOff, gapList } from './days.ts';

/** The rows of days. */
export const DAY_ROUTES = {
  orderDay: {
    permission: 'day.reorder',
    summary: "Reorder a day's entries",
    params: z.strictObject({ day }),
    body: dayReorder,
    status: 200,
    answer: ANSWERS.dayVersion,
  },
  proposeDayOrder: {
    permission: 'day.propose-order',
    summary: 'Propose a new order for a day, for a reviewer to decide; replaces your earlier proposal for that day',
    params: z.strictObject({ day }),
    body: dayReorder,
    status: 201,
    answer: DAY_ANSWERS.orderProposed,
  },
  listDays: {
    permission: 'archive.read',
    summary: 'Count the entries of days, and whether they are signed off; at most one year',
    query: dayRange,
    status: 200,
    answer: DAY_ANSWERS.days,
  },
  listGaps: {
    permission: 'archive.read',
    summary:
      'List the days without published entries between the first and the last published day, optionally also those ' +
      'with few',
    query: gapList,
    status: 200,
    answer: DAY_ANSWERS.gaps,
  },
  readDay: {
    permission: 'archive.read',
    summary: 'Read a day: its order, the status of each entry, and its sign-off',
    params: z.strictObject({ day }),
    status: 200,
    answer: DAY_ANSWERS.day,
  },
  signOffDay: {
    permission: 'day.sign-off',
    summary: 'Sign off a day with exactly the content that was seen',
    params: z.strictObject({ day }),
    body: daySignOff,
    status: 200,
    answer: DAY_ANSWERS.signedOff,
  },
  reopenDay: {
    permission: 'day.sign-off',
    summary: 'Undo the sign-off of a day',
    params: z.strictObject({ day }),
    body: dayReopening,
    status: 200,
    answer: DAY_ANSWERS.signedOff,
  },
} as const satisfies RouteRows;
