import { ROUTES } from '#lib/api/routes.ts';
import { door } from '../../door.ts';
import { runOfKind } from '../../run-of-kind.ts';

export const GET = door(ROUTES.readExport, ({ store, params }) => runOfKind(store, 'export', params.id));
