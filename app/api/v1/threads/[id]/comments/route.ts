import { replyToThread } from '#lib/actions/comment-on-entry.ts';
import { door } from '../../../door.ts';
import { ROUTES } from '../../../routes.ts';

export const POST = door(ROUTES.replyToThread, ({ store, actor, params, body }) =>
  replyToThread(store, actor, params.id, body.text),
);
