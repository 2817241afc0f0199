import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changesPage, changesPageOf, type FeedChange } from '../../../../lib/layout/formats/changes.ts';
import { hostileTexts } from './pages.ts';
import { schemaCheck } from './schema-check.ts';

const check = schemaCheck('changes.json');
const GONE: FeedChange = {
  position: 7,
  at: '2018-02-06T08:00:00.123Z',
  kind: 'withdrawn',
  path: 'news/2018/02/6/a.md',
  redirect: 'news/2018/02/6/b.md',
};

describe('the change feed', () => {
  it('follows its published schema, whatever the paths', () => {
    const changes = fc.array(
      fc.record({
        position: fc.integer({ min: 1 }),
        at: fc.constant(GONE.at),
        kind: fc.constantFrom(
          'published' as const,
          'updated' as const,
          'withdrawn' as const,
          'day' as const,
          'prose' as const,
        ),
        path: hostileTexts,
        redirect: fc.option(hostileTexts),
      }),
      { maxLength: 5 },
    );
    fc.assert(
      fc.property(changes, fc.boolean(), (list, last) => {
        const read = JSON.parse(changesPage(3, list, last).text);
        expect(check(read)).toEqual([]);
        expect(read.changes).toEqual(
          list.map((change) => ({
            ...change,
            path: `/${change.path}`,
            redirect: change.redirect === null ? null : `/${change.redirect}`,
          })),
        );
      }),
    );
  });

  it('has a tombstone of a withdrawn page, with the page that takes its place', () => {
    expect(JSON.parse(changesPage(1, [GONE], true).text)).toEqual({
      type: 'changes',
      version: 1,
      page: 1,
      previous: null,
      changes: [
        { position: 7, at: GONE.at, kind: 'withdrawn', path: '/news/2018/02/6/a.md', redirect: '/news/2018/02/6/b.md' },
      ],
    });
  });

  it('leads from its last page, at the root, back to the first', () => {
    expect([changesPage(3, [], true).path, changesPage(2, [], false).path, changesPage(1, [], false).path]).toEqual([
      'changes.json',
      'changes/2.json',
      'changes/1.json',
    ]);
    expect([3, 2, 1].map((page) => JSON.parse(changesPage(page, [], page === 3).text).previous)).toEqual([
      '/changes/2.json',
      '/changes/1.json',
      null,
    ]);
  });

  it('has a thousand positions a page', () => {
    expect([1, 1000, 1001, 2000, 2001].map(changesPageOf)).toEqual([1, 1, 2, 2, 3]);
  });
});
