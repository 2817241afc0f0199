import { addPublisher } from '#lib/actions/manage-publishers.ts';
import { ok } from '#lib/domain/result.ts';
import { listPublishers } from '#lib/queries/publishers.ts';
import { door } from '../door.ts';
import { ROUTES } from '../routes.ts';

export const GET = door(ROUTES.listPublishers, async ({ store, query }) => ok(await listPublishers(store, query)));

export const POST = door(ROUTES.addPublisher, ({ store, actor, body }) => addPublisher(store, actor, body));
