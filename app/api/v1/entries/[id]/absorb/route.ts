import { mergeEvents } from '#lib/actions/merge-events.ts';
import { door } from '../../../door.ts';
import { ROUTES } from '../../../routes.ts';

export const POST = door(ROUTES.absorbEntry, ({ store, actor, params, body }) =>
  mergeEvents(store, actor, params.id, body),
);
