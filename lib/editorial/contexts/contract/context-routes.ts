import { ANSWERS } from '../../../kernel/contract/answers.ts';
import type { RouteRows } from '../../../kernel/contract/route-row.ts';
import { contextSearch } from '../../../kernel/contract/search.ts';
import { newContext } from '../../entries/contract/entry.ts';
import { CONTEXT_ANSWERS } from './context-answers.ts';
import {
  contextChange,
  contextFindings,
  contextInAddress,
  contextList,
  contextMerge,
  contextSplit,
  contextTimeline,
  contextUnmerge,
  mergeQuestion,
  nearQuestion,
  pairDismissal,
} from './contexts.ts';

const params = contextInAddress;

/** The rows of the vocabulary. */
export const CONTEXT_ROUTES = {
  listContexts: {
    permission: 'archive.read',
    summary: 'Find up to ten contexts by the start of a name, a word or an alias',
    query: contextSearch,
    status: 200,
    answer: ANSWERS.contexts,
  },
  createContext: {
    permission: 'context.create',
    summary:
      'Add a context; a name similar to existing ones is rejected and lists them (`near`), unless `despite` is true',
    body: newContext,
    status: 201,
    answer: ANSWERS.context,
  },
  readVocabulary: {
    permission: 'archive.read',
    summary: 'List contexts by use, name or age, with their use in published entries',
    query: contextList,
    status: 200,
    answer: CONTEXT_ANSWERS.list,
  },
  findNearContexts: {
    permission: 'archive.read',
    summary: 'Find contexts with names or aliases similar to a name',
    query: nearQuestion,
    status: 200,
    answer: CONTEXT_ANSWERS.near,
  },
  listContextFindings: {
    permission: 'archive.read',
    summary:
      'List contexts that need attention: similar names, contexts used once, never or very often, or without a kind',
    query: contextFindings,
    status: 200,
    answer: CONTEXT_ANSWERS.care,
  },
  readContext: {
    permission: 'archive.read',
    summary: 'Read a context: its names, uses by year, and the contexts that often occur with it',
    params,
    status: 200,
    answer: CONTEXT_ANSWERS.view,
  },
  changeContext: {
    permission: 'context.manage',
    summary:
      'Rename or describe a context, add and remove aliases; `version` is the one that was read. Changes that ' +
      'readers would see need approval (`change`)',
    params,
    body: contextChange,
    status: 200,
    answer: CONTEXT_ANSWERS.changed,
  },
  readContextTimeline: {
    permission: 'archive.read',
    summary: 'List the published entries that have a context, newest first',
    params,
    query: contextTimeline,
    status: 200,
    answer: CONTEXT_ANSWERS.timeline,
  },
  previewContextMerge: {
    permission: 'archive.read',
    summary: 'Preview a merge of a context into `into`',
    params,
    query: mergeQuestion,
    status: 200,
    answer: CONTEXT_ANSWERS.preview,
  },
  mergeContexts: {
    permission: 'context.merge',
    summary:
      'Merge a context into `into`, given the versions that were read: its names become aliases, and every page ' +
      'shows the kept context',
    params,
    body: contextMerge,
    status: 200,
    answer: CONTEXT_ANSWERS.merged,
  },
  unmergeContext: {
    permission: 'context.merge',
    summary: 'Undo a merge: the context gets back its names and entries',
    params,
    body: contextUnmerge,
    status: 200,
    answer: CONTEXT_ANSWERS.merged,
  },
  splitContext: {
    permission: 'context.merge',
    summary: 'Split a context: add a new one and start a run that proposes it for some entries instead',
    params,
    body: contextSplit,
    status: 201,
    answer: CONTEXT_ANSWERS.split,
  },
  dismissContextPair: {
    permission: 'context.merge',
    summary: 'Mark two contexts as different; the pair no longer needs attention',
    params,
    body: pairDismissal,
    status: 200,
    answer: CONTEXT_ANSWERS.refused,
  },
} as const satisfies RouteRows;
