import { ROUTES } from '#lib/api/routes.ts';
import { replyToThread } from '#lib/editorial/comments/comment-on-entry.ts';
import { door } from '../../../door.ts';

export const POST = door(ROUTES.replyToThread, ({ store, actor, params, body }) =>
  replyToThread(store, actor, params.id, body.text),
);
