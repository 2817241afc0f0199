import { z } from 'zod';
import { nothing } from '../../kernel/contract/no-body.ts';
import type { Rows } from '../../kernel/contract/route-row.ts';
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
    verb: 'archive.read',
    summary:
      'List addresses of sources that are dead, redirected, not reachable now or refuse to answer, with the entries that have them; the dead ones unless `status` says otherwise',
    query: sourceSearch,
    status: 200,
    answer: SOURCE_ANSWERS.list,
  },
  lookUpSource: {
    verb: 'archive.read',
    summary:
      'Look an address up: the publisher that it proposes, the entries that have it already (all but `event`), and how it stands',
    query: sourceQuestion,
    status: 200,
    answer: SOURCE_ANSWERS.lookup,
  },
  checkSource: {
    verb: 'entry.write',
    summary: 'Have an address checked as soon as its host is free',
    params,
    body: nothing,
    status: 202,
    answer: SOURCE_ANSWERS.cared,
  },
  noteArchivedCopy: {
    verb: 'entry.write',
    summary: 'Note where an archived copy of a page is; null takes the note away',
    params,
    body: archivedCopy,
    status: 200,
    answer: SOURCE_ANSWERS.cared,
  },
  listPublishers: {
    verb: 'archive.read',
    summary: 'List publishers by name, or find them by the beginning of a name or a domain',
    query: publisherSearch,
    status: 200,
    answer: SOURCE_ANSWERS.publishers,
  },
  addPublisher: {
    verb: 'publisher.manage',
    summary: 'Add a publisher under its managed name, with its domains',
    body: newPublisher,
    status: 201,
    answer: SOURCE_ANSWERS.publisher,
  },
  changePublisher: {
    verb: 'publisher.manage',
    summary: 'Rename a publisher, add and remove domains; `version` is the one that was read',
    params,
    body: publisherChange,
    status: 200,
    answer: SOURCE_ANSWERS.publisher,
  },
  mergePublisher: {
    verb: 'publisher.manage',
    summary: 'Give the domains of a publisher to the one of `into`, and forget its name',
    params,
    body: publisherMerge,
    status: 200,
    answer: SOURCE_ANSWERS.publisher,
  },
} as const satisfies Rows;
