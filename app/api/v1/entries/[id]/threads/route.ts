import { openThread } from '#lib/actions/comment-on-entry.ts';
import { ok } from '#lib/domain/result.ts';
import { readThreads } from '#lib/queries/threads.ts';
import { door } from '../../../door.ts';
import { ROUTES } from '../../../routes.ts';

export const GET = door(ROUTES.listThreads, async ({ store, params, query }) =>
  ok(await readThreads(store, params.id, query)),
);

export const POST = door(ROUTES.openThread, ({ store, actor, params, body }) =>
  openThread(store, actor, params.id, body),
);
