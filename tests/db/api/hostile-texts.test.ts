import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { POST as postEntry } from '../../../app/api/v1/entries/route.ts';
import { changeContext } from '../../../lib/editorial/contexts/actions/change-context.ts';
import { createContext } from '../../../lib/editorial/contexts/actions/create-context.ts';
import { restoreRevision } from '../../../lib/editorial/entries/actions/restore-revision.ts';
import { createEntry, saveEntry } from '../../../lib/editorial/entries/actions/save-entry.ts';
import { fixSmallThing } from '../../../lib/editorial/entries/actions/small-fix.ts';
import { readSnapshot } from '../../../lib/editorial/entries/store/entry-snapshot.ts';
import { runExport } from '../../../lib/exchange/export/run-export.ts';
import { importArchive } from '../../../lib/exchange/import/actions/import-archive.ts';
import { openSource } from '../../../lib/exchange/import/reading/open-source.ts';
import type { ImportReport } from '../../../lib/exchange/import/report.ts';
import { verifyTree } from '../../../lib/exchange/verify/verify-tree.ts';
import type { AppError } from '../../../lib/kernel/app-error.ts';
import type { RevisionId } from '../../../lib/kernel/ids.ts';
import type { Actor } from '../../../lib/kernel/permission/actor.ts';
import type { Result } from '../../../lib/kernel/result.ts';
import { type EntryInput, inputOf } from '../../../lib/kernel/revision/revise.ts';
import type { Store } from '../../../lib/platform/database/database.ts';
import { call, type ProblemBody, read, serveApi, session } from '../../support/api.ts';
import { freshStore, person } from '../../support/database.ts';
import { entryInput } from '../../support/entries.ts';
import { done, publishedEntry, staffedStore } from '../../support/newsroom.ts';
import { settings } from '../../support/settings.ts';
import { writeTree } from '../../support/trees.ts';

const work = mkdtempSync(path.join(tmpdir(), 'dateline-hostile-'));
let store: Store;
let wilma: Actor;
let rolf: Actor;
let anna: Actor;
let bridge: Awaited<ReturnType<typeof publishedEntry>>;
beforeAll(async () => {
  ({ store, wilma, rolf, anna } = await staffedStore());
  serveApi(store);
  bridge = await publishedEntry(store, wilma, rolf, 'A bridge opens', {
    topic: 'Ferry',
    sources: [{ name: 'Paper', url: 'https://paper.example/' }],
  });
});
afterAll(async () => {
  await store.close();
  rmSync(work, { recursive: true, force: true });
});

/**
 * Texts that equal a line or sign of the layout, or that readers of Markdown would take for more than text; each with
 * its field.
 */
const HOSTILE: [field: string, fields: Partial<EntryInput>][] = [
  ['summary', { summary: '---' }],
  ['summary', { summary: '# of dead rises to 5' }],
  ['summary', { summary: '### Related:' }],
  ['summary', { summary: '### [X](/news/2031/05/6/x.md)' }],
  ['summary', { summary: '_Context: Ferry_' }],
  ['summary', { summary: '[ref]: http://evil.example' }],
  ['summary', { summary: '```' }],
  ['summary', { summary: '<!-- hidden -->' }],
  ['headline', { headline: 'a](javascript:alert(1)) [b' }],
  ['headline', { headline: '<script>alert(1)</script>' }],
  ['headline', { headline: 'Bracket ] unbalanced' }],
  ['headline', { headline: 'Ends with backslash \\' }],
  ['headline', { headline: 'Tab\there and\u2028there' }],
  ['topic', { topic: '2031: the year' }],
  ['sources.0.name', { sources: [{ name: 'x](http://evil.example) [y', url: 'https://gazette.example/1' }] }],
  ['sources.0.name', { sources: [{ name: 'Cover Image', url: 'https://gazette.example/1' }] }],
  ['sources.0.name', { sources: [{ name: 'p'.repeat(400), url: 'https://gazette.example/1' }] }],
  ['sources.0.url', { sources: [{ name: 'Gazette', url: 'https://user:pw@gazette.example/1' }] }],
  ['sources.0.url', { sources: [{ name: 'Gazette', url: 'https://gazette.example/\u202e1' }] }],
];

const fieldsOf = (result: Result<unknown, AppError>) =>
  result.ok
    ? 'taken'
    : result.error.code === 'invalid'
      ? result.error.fields.map(({ field }) => field)
      : result.error.code;

describe.each(HOSTILE)('a %s that pages or their readers would take for something else (%j)', (field, fields) => {
  test('is refused at its field when an entry is begun, over HTTP too', async () => {
    expect(fieldsOf(await createEntry(store, wilma, entryInput('A new one', fields)))).toEqual([field]);
    const answer = await call(postEntry, {
      body: entryInput('A new one', fields),
      headers: await session(store, wilma),
    });
    expect([answer.status, (await read<ProblemBody>(answer)).fields?.map((one) => one.field)]).toEqual([
      expect.toSatisfy((status) => status === 400 || status === 422),
      [field],
    ]);
  });

  test('is refused in a change and in a small fix of a published entry, which is as it was', async () => {
    const { entry, revision } = bridge;
    const standing = await readSnapshot(store, entry);
    const before = standing?.published && inputOf(standing.published.text);
    if (!before) throw new Error('It is published.');
    expect(fieldsOf(await saveEntry(store, wilma, entry, { revision }, { ...before, ...fields }))).toEqual([field]);
    const { sources, ...texts } = fields;
    const fix = sources
      ? {
          source: {
            url: 'https://paper.example/',
            ...(field.endsWith('name') ? { name: sources[0]?.name } : { to: sources[0]?.url }),
          },
        }
      : texts;
    expect([[field], 'not-small']).toContainEqual(
      fieldsOf(await fixSmallThing(store, wilma, entry, { revision, reason: 'A slip.', fields: fix })),
    );
    expect(await readSnapshot(store, entry)).toEqual(standing);
  });

  test('is refused by its line and field in JSON lines', async () => {
    if (field === 'topic') return; // lines say topic and headline in one
    const { sources, headline = 'A line', summary } = fields;
    const line = {
      date: '2032-05-06',
      headline,
      ...(summary ? { summary } : {}),
      sources: (sources ?? []).map(({ name, url }) => ({ publisher: name, url })),
    };
    const report = await importLines([line, { date: '2032-05-06', headline: 'A good one' }], { dryRun: true });
    expect(report.refused.map((one) => [path.basename(one.path), one.line, one.reason.split(' ')[0]])).toEqual([
      ['lines.jsonl', 1, field.replace('.name', '.publisher')],
    ]);
    expect(report.entries.created).toBe(1);
  });

  test('does not come back from the history', async () => {
    const { entry, revision } = bridge;
    const bad = { ...entryInput('Once'), ...fields };
    const [old] = await store.prisma.$queryRaw<{ id: RevisionId }[]>`
      INSERT INTO revision (entry_id, day, topic, headline, summary, sources, contexts, related, kept, hash,
      author_id, channel)
      VALUES (${entry}, ${bad.day}::date, ${bad.topic}, ${bad.headline}, ${bad.summary},
      ${JSON.stringify(bad.sources)}::jsonb, '{}', '[]', '{}', ${field + JSON.stringify(fields)}, ${wilma.person},
      'screen') RETURNING id`;
    expect(fieldsOf(await restoreRevision(store, wilma, entry, old?.id ?? revision))).toEqual([field]);
  });
});

async function importLines(
  lines: object[],
  options: { dryRun?: boolean } = {},
  into: Store = store,
  by: Actor = anna,
): Promise<ImportReport> {
  const file = path.join(work, 'lines.jsonl');
  writeFileSync(file, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
  const source = await openSource(file);
  const report = done(await importArchive(into, by, source, { publish: true, dryRun: options.dryRun ?? false }));
  await source.close();
  return report;
}

test('a tree whose page would break its day is refused at that page', async () => {
  const page = 'news/2031/05/6/a-bridge.md';
  const folder = path.join(work, 'tree');
  writeTree(folder, { [page]: '### [2031-05-6](/news/2031/05/6/index.md)\n\n# A bridge\n\n---\n\n' });
  const source = await openSource(folder);
  const report = done(await importArchive(store, anna, source, { publish: true, dryRun: true }));
  expect(report.refused).toEqual([{ path: page, line: 5, reason: expect.stringContaining('Write a sentence.') }]);
});

test.each(['x](http://evil.example)', '<b>', 'A _Context: B', 'see https://evil.example', 'Sha`b'])(
  'a context cannot be called %j, at any door',
  async (name) => {
    const line = { date: '2032-05-06', headline: 'A line', contexts: ['Ferry', name] };
    expect((await importLines([line], { dryRun: true })).refused.map((one) => one.reason.split(' ')[0])).toEqual([
      'contexts.1',
    ]);
    expect(fieldsOf(await createContext(store, anna, { name }))).toEqual(['name']);
    const { id } = done(await createContext(store, anna, { name: `Harbour of ${name.length}`, despite: true }));
    expect(fieldsOf(await changeContext(store, anna, id, { version: 1, name, despite: true }))).toEqual(['name']);
    expect(fieldsOf(await changeContext(store, anna, id, { version: 1, addAliases: [name] }))).toEqual(['addAliases']);
  },
);

describe('an entry that an import brought before such rules were', () => {
  test('can be changed in every other field, and complains only of what is changed', async () => {
    const other = await freshStore();
    const admin = await person(other, 'admin');
    const writer = await person(other, 'editor');
    writeTree(path.join(work, 'odd'), {
      'news/2031/05/6/odd.md':
        `### [2031-05-6](/news/2031/05/6/index.md)\n\n# Odd [ words and\tmore\n\n#1 in the ` +
        `charts <b>\n\n\n### Source:\n\n1. [${'p'.repeat(400)}](http://user:pw@old.example/a)b)\n`,
    });
    const source = await openSource(path.join(work, 'odd'));
    expect(done(await importArchive(other, admin, source, { publish: true, dryRun: false })).files).toMatchObject({
      exact: 1,
      refused: 0,
    });
    const { id } = await other.prisma.entry.findFirstOrThrow();
    const { revision, text } =
      (await readSnapshot(other, id as never))?.published ??
      (() => {
        throw new Error('It is published.');
      })();
    const save = async (fields: Partial<EntryInput>) =>
      fieldsOf(await saveEntry(other, writer, id as never, { revision }, { ...inputOf(text), ...fields }));
    expect(await save({ headline: 'Other [ words' })).toEqual(['headline']);
    expect(
      await save({ sources: [...inputOf(text).sources, { name: 'q'.repeat(400), url: 'https://new.example/' }] }),
    ).toEqual(['sources.1.name']);
    expect(await save({ summary: 'A sentence.' })).toBe('taken');
    await other.close();
  });
});

test('whatever is taken is exported, verified and imported as the same, in every edition and format', async () => {
  const first = await freshStore();
  const admin = await person(first, 'admin');
  const texts = [
    '# hash',
    '*bold* and _em_ and `code`',
    'Pipe | here',
    '&amp; entity',
    'Title #',
    '1. Not a list',
    '- dash',
    '> quote',
    '~~strike~~',
    '   leading',
    'trailing   ',
    '{{template}}',
    '===',
    '***',
    '@mention #123',
    '$x$',
    '😀 emoji',
    'تركيا عربي',
    '日本',
    '[balanced] too',
    '[ unbalanced',
    '---',
    '_Context: A_',
    'a<b',
    'https://example.org/auto',
    '|a|b|',
    '    code',
  ];
  const lines = texts.flatMap((text, at) => [
    {
      date: '2031-02-03',
      headline: text,
      contexts: ['Bridge'],
      sources: [{ publisher: 'Paper', url: `https://example.org/${at}` }],
    },
    {
      date: '2031-02-04',
      headline: `Entry ${at}`,
      summary: text,
      contexts: ['Bridge'],
      sources: [{ publisher: text, url: 'https://example.org/a)b' }],
    },
  ]);
  const report = await importLines(lines, {}, first, admin);
  expect(report.entries.created).toBeGreaterThan(texts.length);
  expect(report.refused.length).toBeGreaterThan(5);
  for (const edition of ['2017', '2018'] as const) {
    const out = path.join(work, `out-${edition}`);
    await runExport(first, out, {
      settings: settings(edition, ['md', 'html', 'json', 'xml', 'rss']),
      plan: false,
      full: true,
    });
    expect((await verifyTree(out)).findings).toEqual([]);
    const source = await openSource(out);
    const again = done(await importArchive(first, admin, source, { publish: true, dryRun: true }));
    await source.close();
    expect(again).toMatchObject({ files: { normalised: 0, refused: 0 }, entries: { created: 0 } });
  }
  await first.close();
});
