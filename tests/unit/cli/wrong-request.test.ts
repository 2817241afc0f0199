import { expect, test } from 'vitest';
import { wrongRequest } from '../../../lib/cli/start/wrong-request.ts';

const asked = (state: string) =>
  wrongRequest({ method: 'GET', url: '/', headers: { 'next-router-state-tree': state } });

test('what a page that navigates says of its parts is let through', () => {
  const state = [
    '',
    {
      children: ['(newsroom)', { children: [['id', '7', 'd', null], { children: ['__PAGE__', {}, null, 'refetch'] }] }],
    },
    null,
    null,
    16,
  ];
  expect(asked(encodeURIComponent(JSON.stringify(state)))).toBeUndefined();
});

test.each([
  '',
  '%',
  '%7B',
  'null',
  '7',
  '["",{}',
  '["",{"children":7}]',
  '["",{},null,null,true]',
  `["${'x'.repeat(40_001)}",{}]`,
])('a state of no such shape is refused: %.40s', (state) => {
  for (const text of [state, encodeURIComponent(state)])
    expect(asked(text)).toEqual({
      status: 400,
      code: 'bad-address',
      title: 'Bad request',
      detail: expect.stringContaining('Reload the page.'),
    });
});
