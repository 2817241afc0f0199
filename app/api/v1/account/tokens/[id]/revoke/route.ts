import { revokeOwnToken } from '#lib/actions/manage-tokens.ts';
import { door } from '../../../../door.ts';
import { ROUTES } from '../../../../routes.ts';

export const POST = door(ROUTES.revokeOwnToken, ({ store, actor, params }) => revokeOwnToken(store, actor, params.id));
