import { afterAll, beforeAll, expect, test } from 'vitest';
import { createContext } from '../../../../lib/editorial/contexts/actions/create-context.ts';
import { lastDay } from '../../../../lib/editorial/days/queries/last-day.ts';
import { approveEntry } from '../../../../lib/editorial/entries/actions/approve-entry.ts';
import { createEntry, saveEntry } from '../../../../lib/editorial/entries/actions/save-entry.ts';
import { submitEntry } from '../../../../lib/editorial/entries/actions/submit-entry.ts';
import { readQueueCursor } from '../../../../lib/editorial/review/contract/review.ts';
import { readProposalChange } from '../../../../lib/editorial/review/queries/proposal-change.ts';
import { readReviewQueue } from '../../../../lib/editorial/review/queries/review-queue.ts';
import { parseDay } from '../../../../lib/kernel/day.ts';
import type { ContextId } from '../../../../lib/kernel/ids.ts';
import type { Actor } from '../../../../lib/kernel/permission/actor.ts';
import type { Result } from '../../../../lib/kernel/result.ts';
import type { EntryInput } from '../../../../lib/kernel/revision/revise.ts';
import type { Store } from '../../../../lib/platform/database/database.ts';
import { freshStore, person } from '../../../support/database.ts';

let store: Store;
let editor: Actor;
let other: Actor;
let reviewer: Actor;
let mali: ContextId;

beforeAll(async () => {
  store = await freshStore();
  editor = await person(store, 'editor', 'Edith');
  other = await person(store, 'editor', 'Oscar');
  reviewer = await person(store, 'reviewer', 'Rita');
  mali = done(await createContext(store, editor, { name: 'Mali' })).id;
});

afterAll(() => store.close());

const reader = () => ({ person: reviewer.person, fourEyes: true });

test('an empty archive has no last day and nothing to review', async () => {
  expect(await lastDay(store)).toBeUndefined();
  expect(await readReviewQueue(store, reader())).toEqual({ items: [], next: null });
});

test('the queue goes oldest first, by cursor, and names the authors of each proposal', async () => {
  const first = done(await createEntry(store, editor, entryOf('First')));
  const second = done(await createEntry(store, editor, entryOf('Second', { day: day('2013-01-20') })));
  const third = done(await createEntry(store, editor, entryOf('Third')));
  done(
    await saveEntry(
      store,
      other,
      second.entry,
      { revision: second.revision },
      entryOf('Second, better', { day: day('2013-01-20') }),
    ),
  );
  for (const { entry } of [second, first, third]) done(await submitEntry(store, editor, entry));

  const page = await readReviewQueue(store, reader(), { limit: 2 });
  expect(page.items.map((item) => item.title)).toEqual(['Second, better', 'First']);
  expect(page.items[0]?.authors.map((author) => author.name).sort()).toEqual(['Edith', 'Oscar']);
  expect(page.items[0]).toMatchObject({ day: '2013-01-20', purpose: 'new' });
  const rest = await readReviewQueue(store, reader(), { cursor: readQueueCursor(page.next ?? ''), limit: 2 });
  expect(rest.items.map((item) => item.title)).toEqual(['Third']);
  expect(rest.next).toBeNull();

  const middle = await readProposalChange(store, reader(), first.entry);
  expect([middle?.previous, middle?.next]).toEqual([`/review/${second.entry}`, `/review/${third.entry}`]);
  expect(await lastDay(store)).toBeUndefined();
});

test.each([
  undefined,
  '',
  'x',
  '2013-01-19T00:00:00.000Z',
  '2013-99-19T00:00:00.000Z.entry.1',
  '2013-01-19T00:00:00.000Z.entry.99999999999',
  '2013-01-19T00:00:00.000Z.page.1',
])('%s is no cursor', (text) => {
  expect(readQueueCursor(text)).toBeUndefined();
});

test('a change shows its fields, the exact pages before and after, and the names it needs', async () => {
  const target = await publish(entryOf('Troops arrive', { contexts: [mali] }));
  const draft = entryOf('Siege ends', {
    topic: 'Hostage crisis',
    summary: 'It is over.',
    contexts: [mali],
    related: [{ entry: target }],
  });
  const entry = await publish(draft);
  const published = done(
    await saveEntry(
      store,
      editor,
      entry,
      { revision: await current(entry) },
      { ...draft, headline: 'Siege ends after four days' },
    ),
  );

  const change = await readProposalChange(store, reader(), published.entry);
  expect(change?.changes).toEqual([{ field: 'headline', before: 'Siege ends', after: 'Siege ends after four days' }]);
  expect(change).toMatchObject({
    purpose: 'change',
    state: 'draft',
    hash: published.hash,
    path: 'news/2013/01/19/siege-ends.md',
    publishedSince: null,
  });
  expect(change?.names).toEqual({
    contexts: [{ id: mali, name: 'Mali' }],
    entries: [{ id: target, title: 'Troops arrive', day: '2013-01-19' }],
  });
  expect(change?.pages.before).toContain('# Hostage crisis:Siege ends\n');
  expect(change?.pages.after).toContain('# Hostage crisis:Siege ends after four days\n\nIt is over.\n');
  expect(change?.pages.after).toContain('1. [Troops arrive](/news/2013/01/19/troops-arrive.md) _Context: Mali_\n');
});

test('a proposal whose base is no longer published shows what was published since', async () => {
  const entry = await publish(entryOf('Vote held'));
  const revision = await current(entry);
  done(await saveEntry(store, editor, entry, { revision }, entryOf('Vote held', { summary: 'Mine.' })));
  await publishedBehindItsBack(entry, entryOf('Vote held again'));

  const change = await readProposalChange(store, reader(), entry);
  expect(change?.publishedSince).toEqual([{ field: 'headline', before: 'Vote held', after: 'Vote held again' }]);
  expect(change?.changes.map((each) => each.field)).toEqual(['headline', 'summary']);
});

test('an entry without an open proposal has no change', async () => {
  const entry = await publish(entryOf('Quiet day'));
  expect(await readProposalChange(store, reader(), entry)).toBeUndefined();
});

async function publish(input: EntryInput) {
  const { entry, hash } = done(await createEntry(store, editor, input));
  done(await submitEntry(store, editor, entry));
  done(await approveEntry(store, reviewer, entry, { hash }));
  return entry;
}

/** An import publishes past an open proposal. */
async function publishedBehindItsBack(entry: number, input: EntryInput) {
  await store.pool.query(
    `WITH written
      AS (INSERT INTO revision (entry_id, day, topic, headline, summary, sources, contexts, related, kept, hash,
      author_id, channel)
       VALUES ($1, $2::date, '', $3, '', '[]', '{}', '[]', '{}', 'import', $4, 'import') RETURNING id)
     UPDATE entry SET published_revision_id = (SELECT id FROM written) WHERE id = $1`,
    [entry, input.day, input.headline, other.person],
  );
}

async function current(entry: number) {
  const row = await store.prisma.entry.findUniqueOrThrow({ where: { id: entry } });
  return row.publishedRevisionId as Parameters<typeof saveEntry>[3]['revision'];
}

function entryOf(headline: string, more: Partial<EntryInput> = {}): EntryInput {
  return { day: day('2013-01-19'), topic: '', headline, summary: '', sources: [], contexts: [], related: [], ...more };
}

function day(text: string) {
  const found = parseDay(text);
  if (!found) throw new Error(`${text} is no day`);
  return found;
}

function done<T>(result: Result<T, unknown>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}
