import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createContext } from '../../../../lib/editorial/contexts/actions/create-context.ts';
import { reorderDay } from '../../../../lib/editorial/days/actions/reorder-day.ts';
import { approveEntry } from '../../../../lib/editorial/entries/actions/approve-entry.ts';
import { discardEntry } from '../../../../lib/editorial/entries/actions/discard-entry.ts';
import { pullBackEntry } from '../../../../lib/editorial/entries/actions/pull-back-entry.ts';
import { requestEntryChanges } from '../../../../lib/editorial/entries/actions/request-changes.ts';
import { createEntry, type SaveOutcome, saveEntry } from '../../../../lib/editorial/entries/actions/save-entry.ts';
import { submitEntry } from '../../../../lib/editorial/entries/actions/submit-entry.ts';
import { publishedFile } from '../../../../lib/exchange/export/queries/published-file.ts';
import type { AppError } from '../../../../lib/kernel/app-error.ts';
import type { Day } from '../../../../lib/kernel/day.ts';
import type { EntryId } from '../../../../lib/kernel/ids.ts';
import type { Actor } from '../../../../lib/kernel/permission/actor.ts';
import type { Result } from '../../../../lib/kernel/result.ts';
import { dayPath } from '../../../../lib/layout/paths.ts';
import type { Store } from '../../../../lib/platform/database/database.ts';
import { freshStore, person } from '../../../support/database.ts';
import { entryInput } from '../../../support/entries.ts';

let store: Store;
let writer: Actor;
let reviewer: Actor;
let other: Actor;

beforeAll(async () => {
  store = await freshStore();
  writer = await person(store, 'editor', 'writer');
  reviewer = await person(store, 'reviewer', 'reviewer');
  other = await person(store, 'admin', 'other');
});
afterAll(() => store.close());

function value<T>(result: Result<T, AppError>): T {
  if (!result.ok) throw new Error(`refused: ${JSON.stringify(result.error)}`);
  return result.value;
}
const code = <T>(result: Result<T, AppError>) => (result.ok ? 'done' : result.error.code);

async function submitted(headline: string, author = writer, day = '2031-05-06'): Promise<SaveOutcome> {
  const saved = value(await createEntry(store, author, entryInput(headline, { day: day as Day })));
  value(await submitEntry(store, author, saved.entry));
  return saved;
}

async function published(headline: string, day = '2031-05-06'): Promise<{ saved: SaveOutcome; path: string }> {
  const saved = await submitted(headline, writer, day);
  const { path } = value(await approveEntry(store, reviewer, saved.entry, { hash: saved.hash }));
  return { saved, path };
}

const facts = async (entry: EntryId) =>
  (await store.prisma.auditEvent.findMany({ where: { entryId: entry }, orderBy: { id: 'asc' } })).map(
    (fact) => `${fact.type} ${fact.actorId === writer.person ? 'writer' : 'reviewer'}`,
  );

describe('the way of an entry', () => {
  test('draft, review, changes, review, published, with every move on record', async () => {
    const saved = await submitted('A dam is finished');
    value(await requestEntryChanges(store, reviewer, saved.entry, 'Which dam?'));
    const again = value(
      await saveEntry(store, writer, saved.entry, { revision: saved.revision }, entryInput('The Loma dam is finished')),
    );
    value(await submitEntry(store, writer, saved.entry));
    const { path } = value(await approveEntry(store, reviewer, saved.entry, { hash: again.hash }));
    expect(path).toBe('news/2031/05/6/the-loma-dam-is-finished.md');
    expect(await publishedFile(store, path)).toContain('# The Loma dam is finished\n');
    expect(await facts(saved.entry)).toEqual([
      'open writer',
      'submit writer',
      'request-changes reviewer',
      'save writer',
      'submit writer',
      'approve reviewer',
    ]);
  });

  test('a change of a published entry stays unseen until it is approved', async () => {
    const { saved, path } = await published('The ferry sails');
    const change = value(
      await saveEntry(store, writer, saved.entry, { revision: saved.revision }, entryInput('The ferry sails again')),
    );
    expect(await publishedFile(store, path)).toContain('# The ferry sails\n');
    value(await submitEntry(store, writer, saved.entry));
    value(await approveEntry(store, reviewer, saved.entry, { hash: change.hash }));
    expect(await publishedFile(store, path)).toContain('# The ferry sails again\n');
  });

  test('the path and the day stay when a published headline changes', async () => {
    const { saved, path } = await published('The old name');
    const change = value(
      await saveEntry(store, writer, saved.entry, { revision: saved.revision }, entryInput('The new name')),
    );
    value(await submitEntry(store, writer, saved.entry));
    expect(value(await approveEntry(store, reviewer, saved.entry, { hash: change.hash })).path).toBe(path);
  });

  test('two entries with one headline get two paths', async () => {
    const [first, second] = [await published('Twins', '2031-06-01'), await published('Twins', '2031-06-01')];
    expect([first.path, second.path]).toEqual(['news/2031/06/1/twins.md', 'news/2031/06/1/twins-2.md']);
  });

  test('a draft that is pulled back and discarded leaves its texts in the history', async () => {
    const saved = await submitted('Not after all');
    value(await pullBackEntry(store, writer, saved.entry));
    value(await discardEntry(store, writer, saved.entry));
    expect(await store.prisma.revision.count({ where: { entryId: saved.entry } })).toBe(1);
    expect(code(await submitEntry(store, writer, saved.entry))).toBe('no-open-proposal');
  });
});

describe('what is refused', () => {
  test('a save that changes nothing writes nothing', async () => {
    const saved = await submitted('The same again');
    const again = value(
      await saveEntry(store, writer, saved.entry, { revision: saved.revision }, entryInput('The same again')),
    );
    expect(again).toMatchObject({ changed: false, revision: saved.revision, version: saved.version + 1 });
    expect(code(await approveEntry(store, reviewer, saved.entry, { hash: saved.hash }))).toBe('done');
  });

  test('saving what is published opens no proposal', async () => {
    const { saved } = await published('Nothing new');
    const again = value(
      await saveEntry(store, writer, saved.entry, { revision: saved.revision }, entryInput('Nothing new')),
    );
    expect(again).toEqual({ ...saved, proposal: null, version: 0, changed: false });
  });

  test('a stale save is refused and writes nothing', async () => {
    const saved = value(await createEntry(store, writer, entryInput('First words')));
    value(await saveEntry(store, other, saved.entry, { revision: saved.revision }, entryInput('Other words')));
    expect(
      code(await saveEntry(store, writer, saved.entry, { revision: saved.revision }, entryInput('My words'))),
    ).toBe('stale-save');
    expect(await store.prisma.revision.count({ where: { entryId: saved.entry } })).toBe(2);
  });

  test('an approval of a text that changed since', async () => {
    const saved = await submitted('Before');
    value(await saveEntry(store, writer, saved.entry, { revision: saved.revision }, entryInput('After')));
    expect(code(await approveEntry(store, reviewer, saved.entry, { hash: saved.hash }))).toBe('text-changed');
  });

  test.each(['screen', 'api', 'cli', 'import'] as const)('an author approves own work through %s', async (channel) => {
    const saved = await submitted(`Own work by ${channel}`, other);
    expect(code(await approveEntry(store, { ...other, channel }, saved.entry, { hash: saved.hash }))).toBe('own-work');
  });

  test('a reviewer who wrote a part of it', async () => {
    const saved = await submitted('Written by two');
    const change = value(
      await saveEntry(store, reviewer, saved.entry, { revision: saved.revision }, entryInput('Written by both')),
    );
    expect(code(await approveEntry(store, reviewer, saved.entry, { hash: change.hash }))).toBe('own-work');
    expect(code(await approveEntry(store, other, saved.entry, { hash: change.hash }))).toBe('done');
  });

  test('actions that a role or scope does not have', async () => {
    const saved = await submitted('Rights');
    expect(code(await approveEntry(store, writer, saved.entry, { hash: saved.hash }))).toBe('not-allowed');
    expect(
      code(await approveEntry(store, { ...reviewer, scopes: ['entries:write'] }, saved.entry, { hash: saved.hash })),
    ).toBe('not-allowed');
    expect(code(await createEntry(store, { ...writer, scopes: ['review'] }, entryInput('No scope')))).toBe(
      'not-allowed',
    );
    expect(code(await reorderDay(store, writer, '2031-05-06' as Day, { version: 1, positions: [] }))).toBe(
      'not-allowed',
    );
  });

  test('sending back without a reason', async () => {
    const saved = await submitted('Why?');
    expect(code(await requestEntryChanges(store, reviewer, saved.entry, '  '))).toBe('reason-missing');
  });

  test('contexts and entries that do not exist, and the entry itself as related', async () => {
    const saved = value(await createEntry(store, writer, entryInput('References')));
    const result = await saveEntry(
      store,
      writer,
      saved.entry,
      { revision: saved.revision },
      entryInput('References', {
        contexts: [999_999 as never],
        related: [{ entry: 999_999 as never }, { entry: saved.entry }, { missing: 'news/2001/01/1/x.md' }],
      }),
    );
    expect(
      result.ok ? [] : (result.error as { fields: { field: string }[] }).fields.map((field) => field.field),
    ).toEqual(['contexts.0', 'related.0', 'related.1', 'related.2']);
  });

  test('a base that is no longer published, until the proposal is put on top of the new one', async () => {
    const { saved } = await published('The base');
    const change = value(
      await saveEntry(store, writer, saved.entry, { revision: saved.revision }, entryInput('The base, changed')),
    );
    value(await submitEntry(store, writer, saved.entry));
    await store.pool.query(
      `WITH r AS (INSERT INTO revision (entry_id, day, topic, headline, summary, sources, contexts, related, kept,
        hash, author_id, channel)
         SELECT entry_id, day, topic, 'Moved on', summary, sources, contexts, related, kept, 'moved',
           author_id, 'import' FROM revision WHERE id = $1 RETURNING id)
       UPDATE entry SET published_revision_id = (SELECT id FROM r) WHERE id = $2`,
      [saved.revision, saved.entry],
    );
    expect(code(await approveEntry(store, reviewer, saved.entry, { hash: change.hash }))).toBe('stale-base');
    const entry = await store.prisma.entry.findUniqueOrThrow({ where: { id: saved.entry } });
    const base = entry.publishedRevisionId as SaveOutcome['revision'];
    value(
      await saveEntry(store, writer, saved.entry, { revision: change.revision, base }, entryInput('The base, changed')),
    );
    expect(code(await approveEntry(store, reviewer, saved.entry, { hash: change.hash }))).toBe('done');
  });
});

describe('races', () => {
  test('300 times two approvals at once: one wins, the other is told', async () => {
    for (let i = 0; i < 300; i += 1) {
      const saved = await submitted(`Race ${i}`, writer, '2031-07-01');
      const outcomes = await Promise.all([
        approveEntry(store, reviewer, saved.entry, { hash: saved.hash }),
        approveEntry(store, other, saved.entry, { hash: saved.hash }),
      ]);
      expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(1);
    }
    expect(await store.prisma.publication.count({ where: { entry: { day: new Date('2031-07-01T00:00:00Z') } } })).toBe(
      300,
    );
    const page = await publishedFile(store, dayPath('2031-07-01' as Day));
    expect(page?.match(/^### /gm)).toHaveLength(300);
  }, 120_000);

  test('50 times an approval against a save: what is published is what was approved', async () => {
    for (let i = 0; i < 50; i += 1) {
      const saved = await submitted(`Approved ${i}`, writer, '2031-07-02');
      const [approved] = await Promise.all([
        approveEntry(store, reviewer, saved.entry, { hash: saved.hash }),
        saveEntry(
          store,
          writer,
          saved.entry,
          { revision: saved.revision },
          entryInput(`Changed ${i}`, { day: '2031-07-02' as Day }),
        ),
      ]);
      const entry = await store.prisma.entry.findUniqueOrThrow({
        where: { id: saved.entry },
        include: { publishedRevision: true },
      });
      expect(entry.publishedRevision?.hash).toBe(approved.ok ? saved.hash : undefined);
    }
  });

  test('two who open a proposal at once: one does, the other is told that it is stale', async () => {
    const { saved } = await published('Two open at once', '2031-07-03');
    const outcomes = await Promise.all(
      [writer, other].map((actor, i) =>
        saveEntry(
          store,
          actor,
          saved.entry,
          { revision: saved.revision },
          entryInput(`Version ${i}`, { day: '2031-07-03' as Day }),
        ),
      ),
    );
    expect(outcomes.map(code).sort()).toEqual(['done', 'stale-save']);
  });
});

describe('the order of a day', () => {
  const day = '2031-08-01' as Day;
  test('a reviewer rearranges it; a second one who saw the old order is told', async () => {
    for (const headline of ['One', 'Two', 'Three']) await published(headline, day);
    const { version } = await store.prisma.day.findUniqueOrThrow({ where: { day: new Date(`${day}T00:00:00Z`) } });
    value(await reorderDay(store, reviewer, day, { version, positions: [2, 0, 1] }));
    expect((await publishedFile(store, dayPath(day)))?.match(/(?<=### \[)\w+/g)).toEqual(['Three', 'One', 'Two']);
    expect(code(await reorderDay(store, other, day, { version, positions: [1, 0, 2] }))).toBe('stale-order');
    expect(code(await reorderDay(store, other, day, { version: version + 1, positions: [1, 1, 2] }))).toBe('invalid');
  });
});

test('a context has one name, whoever asks first', async () => {
  const names = ['Port of Avila', 'PORT OF ÁVILA', 'port of avila', 'Port of Ávila'];
  const outcomes = await Promise.all(names.map((name) => createContext(store, writer, { name })));
  expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(1);
});
