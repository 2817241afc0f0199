import { ROUTES } from '#lib/api/routes.ts';
import { mergeEvents } from '#lib/editorial/entries/actions/merge-events.ts';
import { door } from '../../../door.ts';

export const POST = door(ROUTES.absorbEntry, ({ store, actor, params, body }) =>
  mergeEvents(store, actor, params.id, body),
);
