import { ok } from '#lib/domain/result.ts';
import { door } from '../door.ts';
import { describeApi } from '../openapi.ts';
import { ROUTES } from '../routes.ts';

export const GET = door(ROUTES.describe, async () => ok(describeApi(ROUTES)));
