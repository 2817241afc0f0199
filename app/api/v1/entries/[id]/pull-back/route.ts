import { pullBackEntry } from '#lib/actions/pull-back-entry.ts';
import { door } from '../../../door.ts';
import { ROUTES } from '../../../routes.ts';

export const POST = door(ROUTES.pullBackEntry, ({ store, actor, params }) => pullBackEntry(store, actor, params.id));
