import { ROUTES } from '#lib/api/routes.ts';
import { revokeOwnToken } from '#lib/people/actions/manage-tokens.ts';
import { door } from '../../../../door.ts';

export const POST = door(ROUTES.revokeOwnToken, ({ store, actor, params }) => revokeOwnToken(store, actor, params.id));
