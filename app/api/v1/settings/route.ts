import { changeSettings } from '#lib/admin/settings/change-settings.ts';
import { ROUTES } from '#lib/api/routes.ts';
import { readNewsroomSettings } from '#lib/platform/settings/newsroom-settings.ts';
import { door, tagged } from '../door.ts';
import { badIfMatch, ifMatchMissing, ifMatchOf } from '../if-match.ts';

export const GET = door(ROUTES.readSettings, async ({ store }) => {
  const settings = await readNewsroomSettings(store);
  return tagged(settings, settings.version);
});

export const PATCH = door(ROUTES.changeSettings, async ({ store, actor, request, body }) => {
  const version = ifMatchOf(request);
  if (!version) return version === null ? ifMatchMissing() : badIfMatch();
  const done = await changeSettings(store, actor, version, body);
  return done.ok ? tagged(done.value, done.value.version) : done;
});
