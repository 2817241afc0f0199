import { ROUTES } from '#lib/api/routes.ts';
import { submitEntry } from '#lib/editorial/entries/actions/submit-entry.ts';
import { door } from '../../../door.ts';

export const POST = door(ROUTES.submitEntry, ({ store, actor, params }) => submitEntry(store, actor, params.id));
