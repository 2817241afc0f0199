import type { Route } from './route-row.ts';

/** The rows of reviewing: comments, assignment, approvals for later and of many. */
export const REVIEW_ROUTES = {} as const satisfies Record<string, Route>;
