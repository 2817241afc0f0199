import type { Route } from './route-row.ts';

/** The rows of what a person follows and is told. */
export const NOTICE_ROUTES = {} as const satisfies Record<string, Route>;
