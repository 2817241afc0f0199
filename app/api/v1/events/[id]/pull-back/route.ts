import { pullBackEntry } from '#lib/actions/pull-back-entry.ts';
import type { EventId } from '#lib/domain/ids.ts';
import { door } from '../../../door.ts';
import { ROUTES } from '../../../routes.ts';

export const POST = door(ROUTES.pullBackEvent, ({ store, actor, params }) => pullBackEntry(store, actor, params.id as EventId));
