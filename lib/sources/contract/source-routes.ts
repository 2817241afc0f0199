import { z } from 'zod';
import { nothing } from '../../kernel/contract/no-body.ts';
import type { RouteRows } from '../../kernel/contract/route-row.ts';
import { idInAddress } from '../../kernel/contract/search.ts';
import { SOURCE_ANSWERS } from './source-answers.ts';
import {
  archivedCopy,
  newPublisher,
  publisherChange,
  publisherMerge,
  publisherSearch,
  sourceQuestion,
  sourceSearch,
} from './sources.ts';

const params = z.strictObject({ id: idInAddress });

/** The rows of sources and publishers. */
export const SOURCE_ROUTES = {
  listSources: {
    permission: 'archive.read',
    summary:
      'List source links that are dead, redirected, unreachable or block checks, with the entries that cite them; ' +
      'dead ones unless `status` is given',
    query: sourceSearch,
    status: 200,
    answer: SOURCE_ANSWERS.list,
  },
  lookUpSource: {
    permission: 'archive.read',
    summary:
      'Look up a link: its suggested publisher, the entries that already cite it (except `entry`), and its status',
    query: sourceQuestion,
    status: 200,
    answer: SOURCE_ANSWERS.lookup,
  },
  checkSource: {
    permission: 'entry.write',
    summary: 'Check a link as soon as its host is free',
    params,
    body: nothing,
    status: 202,
    answer: SOURCE_ANSWERS.cared,
  },
  noteArchivedCopy: {
    permission: 'entry.write',
    summary: 'Record where an archived copy of a page is; null removes it',
    params,
    body: archivedCopy,
    status: 200,
    answer: SOURCE_ANSWERS.cared,
  },
  listPublishers: {
    permission: 'archive.read',
    summary: 'List publishers by name, or find them by the start of a name or domain',
    query: publisherSearch,
    status: 200,
    answer: SOURCE_ANSWERS.publishers,
  },
  addPublisher: {
    permission: 'publisher.manage',
    summary: 'Add a publisher with its domains',
    body: newPublisher,
    status: 201,
    answer: SOURCE_ANSWERS.publisher,
  },
  changePublisher: {
    permission: 'publisher.manage',
    summary: 'Rename a publisher, add and remove domains; `version` is the one that was read',
    params,
    body: publisherChange,
    status: 200,
    answer: SOURCE_ANSWERS.publisher,
  },
  mergePublisher: {
    permission: 'publisher.manage',
    summary: 'Merge a publisher into `into`, which gets its domains',
    params,
    body: publisherMerge,
    status: 200,
    answer: SOURCE_ANSWERS.publisher,
  },
} as const satisfies RouteRows;
