import { changeTarget } from '#lib/actions/save-target.ts';
import { door, json } from '../../../door.ts';
import { badIfMatch, ifMatchMissing, ifMatchOf } from '../../../if-match.ts';
import { refused } from '../../../problem.ts';
import { ROUTES } from '../../../routes.ts';

export const PATCH = door(ROUTES.changeTarget, async ({ store, actor, request, params, body }) => {
  const version = ifMatchOf(request);
  if (!version) return version === null ? ifMatchMissing() : badIfMatch();
  const done = await changeTarget(store, actor, params.id, version, body);
  return done.ok ? json(done.value, 200, { ETag: `"${done.value.version}"` }) : refused(done.problem);
});
