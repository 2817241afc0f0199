import { door } from '../../door.ts';
import { ROUTES } from '../../routes.ts';
import { runOfKind } from '../../run-of-kind.ts';

export const GET = door(ROUTES.readImport, ({ store, params }) => runOfKind(store, 'import', params.id));
