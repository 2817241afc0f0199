import { ROUTES } from '#lib/api/routes.ts';
import { discardEntry } from '#lib/editorial/entries/actions/discard-entry.ts';
import { door } from '../../../door.ts';

export const POST = door(ROUTES.discardEntry, ({ store, actor, params }) => discardEntry(store, actor, params.id));
