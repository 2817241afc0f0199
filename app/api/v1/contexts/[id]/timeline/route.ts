import { ok } from '#lib/domain/result.ts';
import { readTimeline } from '#lib/queries/context-timeline.ts';
import { door } from '../../../door.ts';
import { ROUTES } from '../../../routes.ts';

export const GET = door(ROUTES.readContextTimeline, async ({ store, params, query }) =>
  ok(await readTimeline(store, params.id, query)),
);
