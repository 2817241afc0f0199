import { followEntry } from '#lib/actions/follow-entry.ts';
import type { EventId } from '#lib/domain/ids.ts';
import { door } from '../../../door.ts';
import { ROUTES } from '../../../routes.ts';

export const POST = door(ROUTES.followEvent, ({ store, actor, params }) => followEntry(store, actor, params.id as EventId, true));
