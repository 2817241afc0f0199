import type { Route } from './route-row.ts';

/** The rows of what was: revisions, the differences between them, and bringing one back. */
export const HISTORY_ROUTES = {} as const satisfies Record<string, Route>;
