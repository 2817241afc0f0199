import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { createContext } from '../../../../lib/editorial/contexts/actions/create-context.ts';
import { runExport } from '../../../../lib/exchange/export/run-export.ts';
import { verifyTree } from '../../../../lib/exchange/verify/verify-tree.ts';
import type { Day } from '../../../../lib/kernel/day.ts';
import { freshStore, person } from '../../../support/database.ts';
import { changeEntry, done, publishedEntry } from '../../../support/newsroom.ts';
import { settings } from '../../../support/settings.ts';
import { filesIn } from '../../../support/trees.ts';

const work = mkdtempSync(path.join(tmpdir(), 'dateline-rule-'));
afterAll(() => rmSync(work, { recursive: true, force: true }));

test('an export by the old archive’s rule names what shares contexts, in its order', async () => {
  const store = await freshStore();
  const [ed, rev] = [await person(store, 'editor'), await person(store, 'reviewer')];
  const [flood, storm] = [
    done(await createContext(store, ed, { name: 'Orle flood' })).id,
    done(await createContext(store, ed, { name: 'Winter storms' })).id,
  ];
  const make = (
    headline: string,
    day: number,
    contexts: (typeof flood)[],
    related: Parameters<typeof publishedEntry>[4] = {},
  ) =>
    publishedEntry(store, ed, rev, headline, {
      day: `2031-05-${String(day).padStart(2, '0')}` as Day,
      contexts,
      ...related,
    });
  const nine = await make('On the ninth', 9, [flood]);
  const twenty = await make('On the twentieth', 20, [flood]);
  const both = await make('Both', 1, [storm, flood]);
  const alone = await make('Alone', 2, []);
  const one = await make('One', 19, [flood, storm], { related: [{ entry: alone.entry }] });
  const out = path.join(work, 'rule');
  const rule = { ...settings('2017'), related: 'archive-rule' as const };
  const first = await runExport(store, out, { settings: rule, plan: false, full: false });
  const related = (file: string | undefined) =>
    [...(file ?? '').matchAll(/^\d+\. \[(.*)\]\(.*\) _Context: (.*)_$/gm)].map(([, title, contexts]) => [
      title,
      contexts,
    ]);
  const before = filesIn(out);
  expect(related(before[one.path])).toEqual([
    ['Both', 'Orle flood, Winter storms'],
    ['On the ninth', 'Orle flood'],
    ['On the twentieth', 'Orle flood'],
  ]);
  expect(related(before[alone.path])).toEqual([]);
  expect((await verifyTree(out)).findings).toEqual([]);
  const instant = new Date().toISOString();
  await changeEntry(store, ed, rev, twenty.entry, { contexts: [flood, storm] });
  await runExport(store, out, { settings: rule, plan: false, full: false, held: first.held });
  expect(related(filesIn(out)[one.path]).map(([title]) => title)).toEqual(['On the twentieth', 'Both', 'On the ninth']);
  expect(related(filesIn(out)[nine.path]).map(([title]) => title)).toEqual(['On the twentieth', 'One', 'Both']);
  const then = path.join(work, 'then');
  await runExport(store, then, { settings: rule, plan: false, full: true, asOf: instant });
  expect(filesIn(then)).toEqual(before);
  const chosen = path.join(work, 'chosen');
  await runExport(store, chosen, { settings: settings('2017'), plan: false, full: true });
  expect(filesIn(chosen)[one.path]).toContain('[Alone]');
  expect(both.entry).toBeGreaterThan(0);
  await store.close();
});
