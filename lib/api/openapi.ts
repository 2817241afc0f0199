import { z } from 'zod';
import { ANSWERS } from '../kernel/contract/answers.ts';
import type { Route } from '../kernel/contract/route-row.ts';
import { PROBLEMS, problemsOf } from './row-problems.ts';

type Json = Record<string, unknown>;

/** The API's description (OpenAPI 3.1), made of the very rows and schemas that the handlers run by. */
export function describeApi(routes: Readonly<Record<string, Route>>): Json {
  const paths: Record<string, Record<string, Json>> = {};
  for (const [name, row] of Object.entries(routes)) {
    paths[row.path] = { ...paths[row.path], [row.method.toLowerCase()]: operation(name, row) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Dateline',
      version: '1',
      description: 'Write, review and publish the entries of a dated archive. Errors are problem details (RFC 9457).',
    },
    servers: [{ url: '/api/v1' }],
    paths,
    components: {
      schemas: { Problem: schemaOf(ANSWERS.problem, 'output') },
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer' },
        session: { type: 'apiKey', in: 'cookie', name: 'dateline.session' },
      },
    },
  };
}

function operation(name: string, row: Route): Json {
  const parameters = [
    ...parametersIn('path', row.params),
    ...parametersIn('query', row.query),
    ...(row.ifMatch ? [IF_MATCH[row.ifMatch]] : []),
    ...(row.repeatable ? [IDEMPOTENCY_KEY] : []),
  ];
  return {
    operationId: name,
    summary: row.summary,
    security: row.permission === 'anyone' ? [] : [{ session: [] }, { token: [] }],
    ...(parameters.length ? { parameters } : {}),
    ...(row.body ? { requestBody: { content: { 'application/json': { schema: schemaOf(row.body, 'input') } } } } : {}),
    ...(row.raw
      ? { requestBody: { required: true, content: Object.fromEntries(row.raw.types.map((type) => [type, {}])) } }
      : {}),
    responses: {
      [row.status]: {
        description: 'Done',
        content: { [row.answerType ?? 'application/json']: { schema: schemaOf(row.answer, 'output') } },
      },
      ...Object.fromEntries(problemsOf(row).map((status) => [status, problemAnswer(PROBLEMS[status])])),
      default: problemAnswer('The server is temporarily unavailable'),
    },
  };
}

const problemAnswer = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
});

const ifMatch = (description: string) => ({
  in: 'header',
  name: 'If-Match',
  required: true,
  description,
  schema: { type: 'string' },
});

const IF_MATCH = {
  entry: ifMatch('The ETag of the entry as it was read: a revision in quotation marks.'),
  target: ifMatch('The version of the target as it was read, in quotation marks.'),
  settings: ifMatch('The version of the settings as they were read, in quotation marks.'),
};

const IDEMPOTENCY_KEY = {
  in: 'header',
  name: 'Idempotency-Key',
  required: false,
  description:
    'Any text that identifies this request. Repeating it with the same key and body gives the same response and ' +
    'does nothing twice.',
  schema: { type: 'string', maxLength: 200 },
};

function parametersIn(place: 'path' | 'query', schema: z.ZodObject | undefined): Json[] {
  return Object.entries(schema?.shape ?? {}).map(([name, field]) => ({
    in: place,
    name,
    required: place === 'path' || !z.safeParse(field, undefined).success,
    schema: schemaOf(field, 'input'),
  }));
}

function schemaOf(schema: z.core.$ZodType, io: 'input' | 'output'): Json {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return rest;
}
