import { revokeToken } from '#lib/actions/manage-tokens.ts';
import { door } from '../../../door.ts';
import { ROUTES } from '../../../routes.ts';

export const POST = door(ROUTES.revokeToken, ({ store, actor, params }) => revokeToken(store, actor, params.id));
