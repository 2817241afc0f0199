import { submitEntry } from '#lib/actions/submit-entry.ts';
import { door } from '../../../door.ts';
import { ROUTES } from '../../../routes.ts';

export const POST = door(ROUTES.submitEntry, ({ store, actor, params }) => submitEntry(store, actor, params.id));
