import { fixSmallThing } from '#lib/actions/small-fix.ts';
import type { EventId } from '#lib/domain/ids.ts';
import { door } from '../../../door.ts';
import { ROUTES } from '../../../routes.ts';

export const POST = door(ROUTES.fixEvent, ({ store, actor, params, body }) => fixSmallThing(store, actor, params.id as EventId, body));
