import { ROUTES } from '#lib/api/routes.ts';
import { changeTarget } from '#lib/exchange/export/actions/save-target.ts';
import { door, tagged } from '../../../door.ts';
import { badIfMatch, ifMatchMissing, ifMatchOf } from '../../../if-match.ts';

export const PATCH = door(ROUTES.changeTarget, async ({ store, actor, request, params, body }) => {
  const version = ifMatchOf(request);
  if (!version) return version === null ? ifMatchMissing() : badIfMatch();
  const done = await changeTarget(store, actor, params.id, version, body);
  return done.ok ? tagged(done.value, done.value.version) : done;
});
