import { ROUTES } from '#lib/api/routes.ts';
import { fail } from '#lib/kernel/result.ts';
import { SCHEMA_NAMES, schemaNamed } from '#lib/layout/formats/schemas/named.ts';
import { door } from '../../door.ts';
import { PRIVATE } from '../../problem.ts';

export const GET = door(ROUTES.readSchema, async ({ params }) => {
  const schema = schemaNamed(params.name);
  if (!schema)
    return fail({ code: 'not-found', what: `The schema “${params.name}” (there are ${SCHEMA_NAMES.join(', ')})` });
  return new Response(schema.text, { headers: { 'Content-Type': schema.type, ...PRIVATE } });
});
