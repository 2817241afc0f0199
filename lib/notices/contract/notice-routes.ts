import { z } from 'zod';
import { newSavedSearch } from '../../editorial/entries/contract/entry-search.ts';
import { entryInAddress } from '../../kernel/contract/ids.ts';
import { nothing } from '../../kernel/contract/no-body.ts';
import type { RouteRows } from '../../kernel/contract/route-row.ts';
import { idInAddress } from '../../kernel/contract/search.ts';
import { NOTICE_ANSWERS } from './notice-answers.ts';
import { noticeMarking, noticeSearch } from './notices.ts';

const row = z.strictObject({ id: idInAddress });
const entry = z.strictObject({ id: entryInAddress });

/** The rows of what a person follows, is told and looks for. */
export const NOTICE_ROUTES = {
  listNotices: {
    permission: 'account.own',
    summary: 'List your notices, newest first, paged by cursor',
    query: noticeSearch,
    status: 200,
    answer: NOTICE_ANSWERS.notices,
  },
  countUnread: {
    permission: 'account.own',
    summary: 'Count your unread notices, up to a hundred',
    status: 200,
    answer: NOTICE_ANSWERS.unread,
  },
  markNotices: {
    permission: 'account.own',
    summary: 'Mark notices as read or unread, by id or all up to one, or undo a marking',
    body: noticeMarking,
    status: 200,
    answer: NOTICE_ANSWERS.marked,
  },
  followEntry: {
    permission: 'account.own',
    summary: 'Follow an entry',
    params: entry,
    body: nothing,
    status: 200,
    answer: NOTICE_ANSWERS.following,
  },
  unfollowEntry: {
    permission: 'account.own',
    summary: 'Stop following an entry',
    params: entry,
    body: nothing,
    status: 200,
    answer: NOTICE_ANSWERS.following,
  },
  listSearches: {
    permission: 'account.own',
    summary: 'List your saved searches and the shared ones',
    status: 200,
    answer: NOTICE_ANSWERS.savedSearches,
  },
  saveSearch: {
    permission: 'account.own',
    summary: 'Save a search under a name',
    body: newSavedSearch,
    status: 201,
    answer: NOTICE_ANSWERS.savedSearch.pick({ id: true }),
  },
  removeSearch: {
    permission: 'account.own',
    summary: 'Remove a saved search; the response contains it',
    params: row,
    body: nothing,
    status: 200,
    answer: NOTICE_ANSWERS.savedSearch.omit({ by: true }),
  },
} as const satisfies RouteRows;
