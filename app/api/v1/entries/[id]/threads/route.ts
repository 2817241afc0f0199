import { ROUTES } from '#lib/api/routes.ts';
import { openThread } from '#lib/editorial/comments/comment-on-entry.ts';
import { readThreads } from '#lib/editorial/comments/threads.ts';
import { ok } from '#lib/kernel/result.ts';
import { door } from '../../../door.ts';

export const GET = door(ROUTES.listThreads, async ({ store, params, query }) =>
  ok(await readThreads(store, params.id, query)),
);

export const POST = door(ROUTES.openThread, ({ store, actor, params, body }) =>
  openThread(store, actor, params.id, body),
);
