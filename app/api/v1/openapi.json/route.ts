import { describeApi } from '#lib/api/openapi.ts';
import { ROUTES } from '#lib/api/routes.ts';
import { ok } from '#lib/kernel/result.ts';
import { door } from '../door.ts';

export const GET = door(ROUTES.describe, async () => ok(describeApi(ROUTES)));
