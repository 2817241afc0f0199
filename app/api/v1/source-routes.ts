import type { Route } from './route-row.ts';

/** The rows of sources and publishers. */
export const SOURCE_ROUTES = {} as const satisfies Record<string, Route>;
