import { submitEntry } from '#lib/actions/submit-entry.ts';
import type { EventId } from '#lib/domain/ids.ts';
import { door } from '../../../door.ts';
import { ROUTES } from '../../../routes.ts';

export const POST = door(ROUTES.submitEvent, ({ store, actor, params }) => submitEntry(store, actor, params.id as EventId));
