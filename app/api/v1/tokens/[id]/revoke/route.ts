import { ROUTES } from '#lib/api/routes.ts';
import { revokeToken } from '#lib/people/actions/manage-tokens.ts';
import { door } from '../../../door.ts';

export const POST = door(ROUTES.revokeToken, ({ store, actor, params }) => revokeToken(store, actor, params.id));
