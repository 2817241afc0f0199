import { expect, test } from 'vitest';
import { byArchiveRule } from '../../../lib/editorial/entries/rules/archive-rule.ts';

test('more shared contexts first, then the link as a text, falling: day 9 before 20 before 19', () => {
  const items = [
    { link: '/news/2013/01/19/a.md', shared: 1 },
    { link: '/news/2013/01/9/a.md', shared: 1 },
    { link: '/news/2013/01/20/a.md', shared: 1 },
    { link: '/news/2012/01/1/a.md', shared: 2 },
    { link: '/news/2014/01/1/a.md', shared: 0 },
  ];
  expect(byArchiveRule(items, 10).map(({ link }) => link)).toEqual([
    '/news/2012/01/1/a.md',
    '/news/2013/01/9/a.md',
    '/news/2013/01/20/a.md',
    '/news/2013/01/19/a.md',
  ]);
  expect(byArchiveRule(items, 2)).toHaveLength(2);
});
