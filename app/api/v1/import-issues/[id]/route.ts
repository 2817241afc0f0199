import { ROUTES } from '#lib/api/routes.ts';
import { resolveImportIssue } from '#lib/exchange/import/actions/resolve-import-issue.ts';
import { door } from '../../door.ts';

export const POST = door(ROUTES.resolveImportIssue, ({ store, actor, params, body }) =>
  resolveImportIssue(store, actor, params.id, body),
);
