import { mergeEntry } from '#lib/actions/merge-entry.ts';
import type { EventId } from '#lib/domain/ids.ts';
import { door } from '../../../door.ts';
import { ROUTES } from '../../../routes.ts';

export const POST = door(ROUTES.mergeEvent, ({ store, actor, params, body }) => mergeEntry(store, actor, params.id as EventId, body));
