import { z } from 'zod';
import { ANSWERS } from '../../../kernel/contract/answers.ts';
import type { Rows } from '../../../kernel/contract/route-row.ts';
import { day } from '../../../kernel/contract/text.ts';
import { dayReorder } from '../../entries/contract/entry.ts';
import { DAY_ANSWERS } from './day-answers.ts';
import { dayRange, dayReopening, daySignOff, gapList } from './days.ts';

/** The rows of days. */
export const DAY_ROUTES = {
  orderDay: {
    verb: 'day.reorder',
    summary: "Put a day's entries in another order",
    params: z.strictObject({ day }),
    body: dayReorder,
    status: 200,
    answer: ANSWERS.dayVersion,
  },
  proposeDayOrder: {
    verb: 'day.propose-order',
    summary:
      'Propose another order of a day, for a reviewer to decide; it replaces what one proposed for that day before',
    params: z.strictObject({ day }),
    body: dayReorder,
    status: 201,
    answer: DAY_ANSWERS.orderProposed,
  },
  listDays: {
    verb: 'archive.read',
    summary: 'List what days have, and whether they are signed off: at most a year of them',
    query: dayRange,
    status: 200,
    answer: DAY_ANSWERS.days,
  },
  listGaps: {
    verb: 'archive.read',
    summary:
      'List the days without published entries between the first and the last that has any, and on demand those with few',
    query: gapList,
    status: 200,
    answer: DAY_ANSWERS.gaps,
  },
  readDay: {
    verb: 'archive.read',
    summary: 'Read a day: its order, the state of each entry, and its sign-off',
    params: z.strictObject({ day }),
    status: 200,
    answer: DAY_ANSWERS.day,
  },
  signOffDay: {
    verb: 'day.sign-off',
    summary: 'Sign a day off with exactly the content that was seen',
    params: z.strictObject({ day }),
    body: daySignOff,
    status: 200,
    answer: DAY_ANSWERS.signedOff,
  },
  reopenDay: {
    verb: 'day.sign-off',
    summary: 'Take the sign-off of a day back',
    params: z.strictObject({ day }),
    body: dayReopening,
    status: 200,
    answer: DAY_ANSWERS.signedOff,
  },
} as const satisfies Rows;
