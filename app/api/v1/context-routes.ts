import { ANSWERS } from '#lib/schemas/answers.ts';
import { newContext } from '#lib/schemas/entry.ts';
import { contextSearch } from '#lib/schemas/search.ts';
import type { Route } from './route-row.ts';

/** The rows of the vocabulary. */
export const CONTEXT_ROUTES = {
  listContexts: {
    method: 'GET',
    path: '/contexts',
    verb: 'archive.read',
    summary: 'Find contexts by the beginning of a name, a word or an alias; at most ten',
    query: contextSearch,
    status: 200,
    answer: ANSWERS.contexts,
  },
  createContext: { method: 'POST', path: '/contexts', verb: 'context.create', summary: 'Add a context to the vocabulary', body: newContext, status: 201, answer: ANSWERS.context },
} as const satisfies Record<string, Route>;
