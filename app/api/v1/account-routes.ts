import type { Route } from './route-row.ts';

/** The rows of a person's own account, and of what is the same for everybody. */
export const ACCOUNT_ROUTES = {} as const satisfies Record<string, Route>;
