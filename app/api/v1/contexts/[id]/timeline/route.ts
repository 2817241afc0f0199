import { ROUTES } from '#lib/api/routes.ts';
import { readTimeline } from '#lib/editorial/contexts/queries/context-timeline.ts';
import { ok } from '#lib/kernel/result.ts';
import { door } from '../../../door.ts';

export const GET = door(ROUTES.readContextTimeline, async ({ store, params, query }) =>
  ok(await readTimeline(store, params.id, query)),
);
