import { ROUTES } from '#lib/api/routes.ts';
import { ok } from '#lib/kernel/result.ts';
import { addPublisher } from '#lib/sources/actions/manage-publishers.ts';
import { listPublishers } from '#lib/sources/queries/publishers.ts';
import { door } from '../door.ts';

export const GET = door(ROUTES.listPublishers, async ({ store, query }) => ok(await listPublishers(store, query)));

export const POST = door(ROUTES.addPublisher, ({ store, actor, body }) => addPublisher(store, actor, body));
