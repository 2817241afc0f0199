import { ROUTES } from '#lib/api/routes.ts';
import { pullBackEntry } from '#lib/editorial/entries/actions/pull-back-entry.ts';
import { door } from '../../../door.ts';

export const POST = door(ROUTES.pullBackEntry, ({ store, actor, params }) => pullBackEntry(store, actor, params.id));
