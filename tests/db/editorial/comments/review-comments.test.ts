import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openThread, replyToThread } from '../../../../lib/editorial/comments/comment-on-entry.ts';
import { resolveThread } from '../../../../lib/editorial/comments/resolve-thread.ts';
import { readThreads } from '../../../../lib/editorial/comments/threads.ts';
import { approveEntry } from '../../../../lib/editorial/entries/actions/approve-entry.ts';
import { assignEntry } from '../../../../lib/editorial/entries/actions/assign-entry.ts';
import { createEntry, saveEntry } from '../../../../lib/editorial/entries/actions/save-entry.ts';
import { submitEntry } from '../../../../lib/editorial/entries/actions/submit-entry.ts';
import type { Actor } from '../../../../lib/kernel/permission/actor.ts';
import { disablePerson } from '../../../../lib/people/actions/manage-people.ts';
import { findPeople } from '../../../../lib/people/queries/people-names.ts';
import type { Store } from '../../../../lib/platform/database/database.ts';
import { freshStore, person } from '../../../support/database.ts';
import { entryInput } from '../../../support/entries.ts';
import { done, publishedEntry } from '../../../support/newsroom.ts';

let store: Store;
let writer: Actor;
let reviewer: Actor;
let gone: Actor;
beforeAll(async () => {
  store = await freshStore();
  writer = await person(store, 'editor', 'Wanda Writer');
  reviewer = await person(store, 'reviewer', 'Réné Reviewer');
  gone = await person(store, 'reviewer', 'Gone Girl');
  await disablePerson(store, 'system', gone.person);
});
afterAll(() => store.close());

const facts = async (entry: number) =>
  (await store.prisma.auditEvent.findMany({ where: { entryId: entry }, orderBy: { id: 'asc' } })).map(
    ({ type, detail, actorId }) => ({ type, detail, actorId }),
  );

async function submitted(headline: string) {
  const made = done(await createEntry(store, writer, entryInput(headline)));
  done(await submitEntry(store, writer, made.entry));
  return made;
}

describe('comments', () => {
  test('stand on a field in the order in which they were made, with whom they call', async () => {
    const { entry, proposal, revision } = await submitted('A pier burns');
    const said = done(
      await openThread(store, reviewer, entry, { field: 'summary', text: `Which pier, @[${writer.person}]?` }),
    );
    done(await replyToThread(store, writer, said.thread, 'The old one.'));
    const whole = done(await openThread(store, writer, entry, { field: '', text: 'Please look at this soon.' }));
    done(await resolveThread(store, writer, said.thread, 'resolved'));

    const view = await readThreads(store, entry);
    expect(view).toMatchObject({
      proposal,
      isOpen: true,
      next: null,
      people: [{ name: 'Wanda Writer' }, { name: 'Réné Reviewer' }],
    });
    expect(view.items.map(({ id, field, since, resolved }) => [id, field, since, resolved?.by.name])).toEqual([
      [said.thread, 'summary', [], 'Wanda Writer'],
      [whole.thread, '', [], undefined],
    ]);
    expect(view.items[0]?.comments.map(({ text, author }) => [author.name, text])).toEqual([
      ['Réné Reviewer', `Which pier, @[${writer.person}]?`],
      ['Wanda Writer', 'The old one.'],
    ]);
    done(await resolveThread(store, reviewer, said.thread, 'open'));
    expect(await resolveThread(store, reviewer, said.thread, 'open')).toEqual({
      ok: false,
      error: { code: 'thread-resolved', resolved: false },
    });
    expect((await facts(entry)).slice(2)).toEqual([
      {
        type: 'comment',
        actorId: reviewer.person,
        detail: { thread: said.thread, comment: said.comment, field: 'summary', mentions: [writer.person] },
      },
      {
        type: 'comment',
        actorId: writer.person,
        detail: { thread: said.thread, comment: expect.any(Number), field: 'summary', mentions: [] },
      },
      {
        type: 'comment',
        actorId: writer.person,
        detail: { thread: whole.thread, comment: whole.comment, field: '', mentions: [] },
      },
      { type: 'resolve', actorId: writer.person, detail: { thread: said.thread, field: 'summary' } },
      { type: 'reopen', actorId: reviewer.person, detail: { thread: said.thread, field: 'summary' } },
    ]);
    expect(await store.prisma.commentThread.findUnique({ where: { id: said.thread } })).toMatchObject({
      revisionId: revision,
      resolvedBy: null,
      resolvedAt: null,
    });
  });

  test('survive a save: they say what became of the text that they were about', async () => {
    const { entry, revision } = await submitted('A pier reopens');
    const headline = done(await openThread(store, reviewer, entry, { field: 'headline', text: 'Which pier?' }));
    const topic = done(await openThread(store, reviewer, entry, { field: 'topic', text: 'Is there one?' }));
    const saved = done(await saveEntry(store, writer, entry, { revision }, entryInput('The old pier reopens')));
    const late = done(
      await openThread(store, reviewer, entry, { field: 'headline', text: 'About what I saw.', revision }),
    );
    const view = await readThreads(store, entry);
    expect(view.items.map(({ id, since }) => [id, since])).toEqual([
      [headline.thread, [{ field: 'headline', before: 'A pier reopens', after: 'The old pier reopens' }]],
      [topic.thread, []],
      [late.thread, [{ field: 'headline', before: 'A pier reopens', after: 'The old pier reopens' }]],
    ]);
    const now = done(await openThread(store, reviewer, entry, { field: 'headline', text: 'Good.' }));
    expect((await readThreads(store, entry, { cursor: late.thread })).items).toMatchObject([
      { id: now.thread, revision: saved.revision, since: [] },
    ]);
    expect((await readThreads(store, entry, { limit: 2 })).next).toBe(String(topic.thread));
  });

  test('are history once the proposal is decided; a later proposal begins without them', async () => {
    const { entry, hash, proposal } = await submitted('A pier sinks');
    const { thread } = done(await openThread(store, reviewer, entry, { field: '', text: 'Well.' }));
    done(await approveEntry(store, reviewer, entry, { hash }));
    for (const tried of [
      replyToThread(store, writer, thread, 'Late.'),
      resolveThread(store, writer, thread, 'resolved'),
    ]) {
      expect(await tried).toEqual({ ok: false, error: { code: 'thread-over' } });
    }
    expect(await openThread(store, writer, entry, { field: '', text: 'Late.' })).toEqual({
      ok: false,
      error: { code: 'no-open-proposal' },
    });
    expect((await readThreads(store, entry)).items).toEqual([]);
    expect(await readThreads(store, entry, { proposal: proposal ?? 0 })).toMatchObject({
      isOpen: false,
      items: [{ id: thread }],
    });
  });

  test('are refused where they call nobody that can answer, name a text of another entry', async () => {
    const { entry } = await submitted('A pier is painted');
    const other = await publishedEntry(store, writer, reviewer, 'Another entry');
    expect(await openThread(store, writer, entry, { field: '', text: `@[${gone.person}]` })).toMatchObject({
      ok: false,
      error: { fields: [{ field: 'text' }] },
    });
    expect(await openThread(store, writer, entry, { field: '', text: 'x', revision: other.revision })).toMatchObject({
      ok: false,
      error: { fields: [{ field: 'revision' }] },
    });
    expect(await replyToThread(store, writer, 2_000_000_000, 'x')).toMatchObject({
      ok: false,
      error: { code: 'not-found' },
    });
    expect(
      await openThread(store, { ...writer, scopes: ['archive:read'], channel: 'api' }, entry, { field: '', text: 'x' }),
    ).toMatchObject({ error: { code: 'not-allowed' } });
  });

  test('never change', async () => {
    const { entry } = await submitted('A pier is closed');
    const { comment } = done(await openThread(store, writer, entry, { field: '', text: 'So.' }));
    await expect(store.pool.query('UPDATE comment SET text = $1 WHERE id = $2', ['else', comment])).rejects.toThrow();
    await expect(store.pool.query('DELETE FROM comment WHERE id = $1', [comment])).rejects.toThrow();
  });
});

describe('names of people', () => {
  test('are found by the beginning of any word of them, accents aside, of those with access', async () => {
    expect((await findPeople(store, 'rev')).map(({ name }) => name)).toEqual(['Réné Reviewer']);
    expect((await findPeople(store, 'RENE')).map(({ name }) => name)).toEqual(['Réné Reviewer']);
    expect(await findPeople(store, 'gone')).toEqual([]);
    expect((await findPeople(store, 'w', true)).map(({ name }) => name)).toEqual([]);
    expect(await findPeople(store, 'wan')).toEqual([{ id: writer.person, name: 'Wanda Writer' }]);
  });
});

describe('an assignment', () => {
  test('goes to a reviewer who did not write it, with a fact, and back to nobody', async () => {
    const { entry } = await submitted('A pier is sold');
    done(await assignEntry(store, reviewer, entry, reviewer.person));
    expect(await store.prisma.proposal.findFirst({ where: { entryId: entry } })).toMatchObject({
      assignedToId: reviewer.person,
    });
    done(await assignEntry(store, reviewer, entry, null));
    expect((await facts(entry)).slice(2).map(({ type, detail }) => [type, detail])).toEqual([
      ['assign', { to: reviewer.person }],
      ['assign', { to: null }],
    ]);
  });

  test('is refused to whoever cannot decide, by whoever may not, and of what is no longer in review', async () => {
    const { entry, hash } = await submitted('A pier is bought');
    for (const to of [writer.person, gone.person, 2_000_000_000 as typeof writer.person]) {
      expect(await assignEntry(store, reviewer, entry, to)).toMatchObject({
        ok: false,
        error: { code: 'invalid', fields: [{ field: 'to' }] },
      });
    }
    expect(await assignEntry(store, writer, entry, reviewer.person)).toMatchObject({
      error: { code: 'not-allowed' },
    });
    done(await approveEntry(store, reviewer, entry, { hash }));
    expect(await assignEntry(store, reviewer, entry, null)).toMatchObject({ error: { code: 'no-open-proposal' } });
  });
});
