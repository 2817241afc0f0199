import { expect, test } from 'vitest';
import { z } from 'zod';
import { door } from '../../../app/api/v1/door.ts';
import { ROUTES } from '../../../lib/api/routes.ts';
import { OPERATIONS } from '../../../lib/kernel/contract/operations.ts';
import type { RouteRows } from '../../../lib/kernel/contract/route-row.ts';
import { ok } from '../../../lib/kernel/result.ts';

const whole = {
  permission: 'account.own',
  summary: 'Count',
  status: 200,
  answer: z.strictObject({ count: z.int() }),
} as const;

test('each operation has one row, which stands at its method and path', () => {
  const table = Object.entries(ROUTES).map(([name, { method, path }]) => [name, [method, path]]);
  expect(Object.fromEntries(table)).toEqual(OPERATIONS);
});

test('no two operations share a method and a path', () => {
  const places = Object.values(OPERATIONS).map(([method, path]) => `${method} ${path.replace(/\{\w+\}/g, '{}')}`);
  expect(places.filter((place, at) => places.indexOf(place) !== at)).toEqual([]);
});

test('a row without who may, or without its answer, does not compile', () => {
  const { permission: _permission, ...open } = whole;
  const { answer: _answer, ...mute } = whole;
  const rows = [
    { countUnread: whole } satisfies RouteRows,
    // @ts-expect-error who may?
    { countUnread: open } satisfies RouteRows,
    // @ts-expect-error what does it answer?
    { countUnread: mute } satisfies RouteRows,
    // @ts-expect-error where is it?
    { countEverything: whole } satisfies RouteRows,
  ];
  expect(rows).toHaveLength(4);
});

test('a handler that answers something else than its row says does not compile', () => {
  const row = { ...whole, method: 'GET', path: '/notices/unread' } as const;
  const handlers = [
    door(row, async () => ok({ count: 1 })),
    // @ts-expect-error a text is no number
    door(row, async () => ok({ count: 'one' })),
    // @ts-expect-error nothing is no answer
    door(row, async () => ok({})),
    // @ts-expect-error nobody said that there is a list
    door(row, async () => ok({ count: 1, items: [] })),
  ];
  expect(handlers).toHaveLength(4);
});
