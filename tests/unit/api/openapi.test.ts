import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { describeApi } from '../../../lib/api/openapi.ts';
import { ROUTES } from '../../../lib/api/routes.ts';

type Parameter = {
  in: string;
  name: string;
  required: boolean;
  schema: { type?: string; format?: string; pattern?: string };
};
type Described = {
  operationId: string;
  security: object[];
  parameters?: Parameter[];
  responses: Record<string, { content?: Record<string, { schema: object }> }>;
};

const FOLDER = path.resolve(import.meta.dirname, '../../../app/api/v1');
const { paths } = JSON.parse(JSON.stringify(describeApi(ROUTES))) as {
  paths: Record<string, Record<string, Described>>;
};
const operations = Object.entries(paths).flatMap(([address, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ address, method, ...operation })),
);

test('the description has the paths and methods that the folders have', () => {
  const inFolders = globSync('**/route.ts', { cwd: FOLDER }).flatMap((file) => {
    const address = `/${path.dirname(file).replaceAll(path.sep, '/').replaceAll('[', '{').replaceAll(']', '}')}`;
    const methods = readFileSync(path.join(FOLDER, file), 'utf8').matchAll(/^export const (GET|POST|PATCH|PUT)\b/gm);
    return [...methods].map(([, method = '']) => `${method} ${address}`);
  });
  expect(operations.map(({ method, address }) => `${method.toUpperCase()} ${address}`).toSorted()).toEqual(
    inFolders.toSorted(),
  );
});

test('each operation has a name of its own, and describes every part of its path', () => {
  const names = operations.map(({ operationId }) => operationId);
  expect(new Set(names).size).toBe(names.length);
  for (const { address, operationId, parameters = [] } of operations) {
    const inPath = [...address.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    expect([
      operationId,
      parameters.filter((one) => one.in === 'path' && one.required).map(({ name }) => name),
    ]).toEqual([operationId, inPath]);
  }
});

test('ids in paths are whole numbers, save for those of sessions', () => {
  const ids = operations.flatMap(({ operationId, parameters = [] }) =>
    parameters.flatMap(({ name, schema }) =>
      ['id', 'revision'].includes(name) ? [{ operationId, type: schema.type, pattern: schema.pattern }] : [],
    ),
  );
  expect(ids.length).toBeGreaterThan(60);
  const others = ids.filter(({ type, pattern }) => type !== 'integer' || pattern !== undefined);
  expect(others.map(({ operationId }) => operationId)).toEqual(['endSession']);
});

test('no path can be taken for another one', () => {
  const besides = Object.keys(paths).flatMap((address) =>
    Object.keys(paths).flatMap((other) =>
      address !== other && matches(address, other) ? [`${other} as ${address}`] : [],
    ),
  );
  expect(besides).toEqual([]);
});

/**
 * Whether an address could be read as another path: a fixed part is where that path has a parameter which would
 * take it.
 */
function matches(pattern: string, address: string): boolean {
  const [parts, others] = [pattern.split('/'), address.split('/')];
  return (
    parts.length === others.length &&
    parts.every(
      (part, at) =>
        part === others[at] || (part.startsWith('{') && takes(pattern, part.slice(1, -1), others[at] ?? '')),
    )
  );
}

function takes(pattern: string, name: string, part: string): boolean {
  if (part.startsWith('{')) return true;
  const parameters = Object.values(paths[pattern] ?? {}).flatMap((one) => one.parameters ?? []);
  return parameters.some(
    (one) => one.in === 'path' && one.name === name && one.schema.type !== 'integer' && one.schema.format !== 'date',
  );
}

test('each operation describes the problems that it can answer with, as problem documents', () => {
  for (const { operationId, method, security, parameters = [], responses } of operations) {
    const problems = Object.keys(responses).filter((status) => status.startsWith('4'));
    const problem = { content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } } };
    for (const status of [...problems, 'default'])
      expect([operationId, responses[status]]).toMatchObject([operationId, problem]);
    const expected = [
      '400',
      ...(security.length ? ['401', '403'] : []),
      ...(parameters.some((one) => one.in === 'path') ? ['404'] : []),
    ];
    expect([operationId, problems]).toEqual([
      operationId,
      expect.arrayContaining([...expected, ...(method === 'get' ? [] : ['409', '422'])]),
    ]);
  }
});

test('the schemas of what is published are read without signing in', () => {
  expect(paths['/schemas/{name}']?.['get']?.security).toEqual([]);
  expect(paths['/openapi.json']?.['get']?.security).toEqual([]);
});
