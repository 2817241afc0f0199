import { discardEntry } from '#lib/actions/discard-entry.ts';
import type { EventId } from '#lib/domain/ids.ts';
import { door } from '../../../door.ts';
import { ROUTES } from '../../../routes.ts';

export const POST = door(ROUTES.discardEvent, ({ store, actor, params }) => discardEntry(store, actor, params.id as EventId));
