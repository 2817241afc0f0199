import { z } from 'zod';
import { nothing } from '#lib/schemas/entry.ts';
import { newSavedSearch } from '#lib/schemas/entry-search.ts';
import { NOTICE_ANSWERS } from '#lib/schemas/notice-answers.ts';
import { noticeMarking, noticeSearch } from '#lib/schemas/notices.ts';
import { idInAddress } from '#lib/schemas/search.ts';
import type { Route } from './route-row.ts';

const row = z.strictObject({ id: idInAddress });

/** The rows of what a person follows, is told and looks for. */
export const NOTICE_ROUTES = {
  listNotices: {
    method: 'GET',
    path: '/notices',
    verb: 'account.own',
    summary: 'List your notices, newest first, paged by cursor',
    query: noticeSearch,
    status: 200,
    answer: NOTICE_ANSWERS.notices,
  },
  countUnread: { method: 'GET', path: '/notices/unread', verb: 'account.own', summary: 'Count your unread notices, up to a hundred', status: 200, answer: NOTICE_ANSWERS.unread },
  markNotices: {
    method: 'POST',
    path: '/notices/marks',
    verb: 'account.own',
    summary: 'Mark notices read or unread, by id or all up to one; or take a marking back',
    body: noticeMarking,
    status: 200,
    answer: NOTICE_ANSWERS.marked,
  },
  followEvent: {
    method: 'POST',
    path: '/events/{id}/follow',
    verb: 'account.own',
    summary: 'Be told what happens to an event',
    params: row,
    body: nothing,
    status: 200,
    answer: NOTICE_ANSWERS.following,
  },
  unfollowEvent: {
    method: 'POST',
    path: '/events/{id}/unfollow',
    verb: 'account.own',
    summary: 'Be told of an event no longer',
    params: row,
    body: nothing,
    status: 200,
    answer: NOTICE_ANSWERS.following,
  },
  listSearches: {
    method: 'GET',
    path: '/searches',
    verb: 'account.own',
    summary: 'List your saved searches and the shared ones',
    status: 200,
    answer: NOTICE_ANSWERS.savedSearches,
  },
  saveSearch: {
    method: 'POST',
    path: '/searches',
    verb: 'account.own',
    summary: 'Keep a search of the list of entries under a name',
    body: newSavedSearch,
    status: 201,
    answer: NOTICE_ANSWERS.savedSearch.pick({ id: true }),
  },
  removeSearch: {
    method: 'POST',
    path: '/searches/{id}/remove',
    verb: 'account.own',
    summary: 'Forget a saved search; the answer says what it was',
    params: row,
    body: nothing,
    status: 200,
    answer: NOTICE_ANSWERS.savedSearch.omit({ by: true }),
  },
} as const satisfies Record<string, Route>;
