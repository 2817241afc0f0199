import { changeSettings } from '#lib/actions/change-settings.ts';
import { readNewsroomSettings } from '#lib/store/newsroom-settings.ts';
import { door, json } from '../door.ts';
import { badIfMatch, ifMatchMissing, ifMatchOf } from '../if-match.ts';
import { refused } from '../problem.ts';
import { ROUTES } from '../routes.ts';

const withTag = (settings: { version: number }) => json(settings, 200, { ETag: `"${settings.version}"` });

export const GET = door(ROUTES.readSettings, async ({ store }) => withTag(await readNewsroomSettings(store)));

export const PATCH = door(ROUTES.changeSettings, async ({ store, actor, request, body }) => {
  const version = ifMatchOf(request);
  if (!version) return version === null ? ifMatchMissing() : badIfMatch();
  const done = await changeSettings(store, actor, version, body);
  return done.ok ? withTag(done.value) : refused(done.problem);
});
