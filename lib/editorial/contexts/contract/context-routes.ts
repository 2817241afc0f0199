import { ANSWERS } from '../../../kernel/contract/answers.ts';
import type { Rows } from '../../../kernel/contract/route-row.ts';
import { contextSearch } from '../../../kernel/contract/search.ts';
import { newContext } from '../../entries/contract/entry.ts';
import { CONTEXT_ANSWERS } from './context-answers.ts';
import {
  contextCare,
  contextChange,
  contextInAddress,
  contextList,
  contextMerge,
  contextSplit,
  contextTimeline,
  contextUnmerge,
  mergeQuestion,
  nearQuestion,
  pairRefusal,
} from './contexts.ts';

const params = contextInAddress;

/** The rows of the vocabulary. */
export const CONTEXT_ROUTES = {
  listContexts: {
    verb: 'archive.read',
    summary: 'Find contexts by the beginning of a name, a word or an alias; at most ten',
    query: contextSearch,
    status: 200,
    answer: ANSWERS.contexts,
  },
  createContext: {
    verb: 'context.create',
    summary:
      'Add a context to the vocabulary; a name that looks like another one is refused with those (`near`), unless `despite` is true',
    body: newContext,
    status: 201,
    answer: ANSWERS.context,
  },
  readVocabulary: {
    verb: 'archive.read',
    summary: 'List the vocabulary by use, name or age, with what published entries make of it',
    query: contextList,
    status: 200,
    answer: CONTEXT_ANSWERS.list,
  },
  findNearContexts: {
    verb: 'archive.read',
    summary: 'Which contexts a name looks like, by their names and aliases',
    query: nearQuestion,
    status: 200,
    answer: CONTEXT_ANSWERS.near,
  },
  listContextCare: {
    verb: 'archive.read',
    summary:
      'List what needs care: names that look like one, contexts used once, never, by very many, or without a kind',
    query: contextCare,
    status: 200,
    answer: CONTEXT_ANSWERS.care,
  },
  readContext: {
    verb: 'archive.read',
    summary: 'Read a context: its names, uses by year, and what it goes together with',
    params,
    status: 200,
    answer: CONTEXT_ANSWERS.view,
  },
  changeContext: {
    verb: 'context.manage',
    summary:
      'Rename or describe a context, add and remove aliases; `version` is the one that was read. What readers would see waits for somebody else (`change`)',
    params,
    body: contextChange,
    status: 200,
    answer: CONTEXT_ANSWERS.changed,
  },
  readContextTimeline: {
    verb: 'archive.read',
    summary: 'List the published entries that have a context, newest first',
    params,
    query: contextTimeline,
    status: 200,
    answer: CONTEXT_ANSWERS.timeline,
  },
  previewContextMerge: {
    verb: 'archive.read',
    summary: 'What merging a context into the one of `into` would touch',
    params,
    query: mergeQuestion,
    status: 200,
    answer: CONTEXT_ANSWERS.preview,
  },
  mergeContexts: {
    verb: 'context.merge',
    summary:
      'Make a context mean the one of `into`, over the versions that were read: its names lead there, and every page shows the one that stays',
    params,
    body: contextMerge,
    status: 200,
    answer: CONTEXT_ANSWERS.merged,
  },
  unmergeContext: {
    verb: 'context.merge',
    summary: 'Take a merge back: the context is its own again, with its names and the texts that name it',
    params,
    body: contextUnmerge,
    status: 200,
    answer: CONTEXT_ANSWERS.merged,
  },
  splitContext: {
    verb: 'context.merge',
    summary: 'Add a context and start a run that proposes it for some entries instead of this one',
    params,
    body: contextSplit,
    status: 201,
    answer: CONTEXT_ANSWERS.split,
  },
  refuseContextPair: {
    verb: 'context.merge',
    summary: 'Say that two contexts are not the same: the pair does not come back among what needs care',
    params,
    body: pairRefusal,
    status: 200,
    answer: CONTEXT_ANSWERS.refused,
  },
} as const satisfies Rows;
