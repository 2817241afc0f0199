import { discardEntry } from '#lib/actions/discard-entry.ts';
import { door } from '../../../door.ts';
import { ROUTES } from '../../../routes.ts';

export const POST = door(ROUTES.discardEntry, ({ store, actor, params }) => discardEntry(store, actor, params.id));
