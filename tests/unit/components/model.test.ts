import { describe, expect, test } from 'vitest';
import type { MoveAction } from '../../../components/entry-editor/model/state.ts';
import { OTHER, problem } from '../../support/browser/editor-server.ts';
import { EditorWorld, EMPTY } from '../../support/browser/editor-world.ts';

/** An editor with a draft open. */
function opened(fields = {}): EditorWorld {
  const world = new EditorWorld({ headline: 'A bridge opens', ...fields });
  world.open();
  return world;
}

function other(world: EditorWorld, fields: object): void {
  const { server } = world;
  server.write(server.find(1), { ...server.current(1).fields, ...fields }, OTHER);
}

const save = (world: EditorWorld, id?: number) => world.wish({ kind: 'save', how: {}, id });
const asks = (world: EditorWorld) => world.pending.map((question) => question.do);

/** Another tab shows the entry that this one left behind. */
function reload(world: EditorWorld): void {
  world.send({ kind: 'left' });
  world.open();
}

describe('a save', () => {
  test('is checked, kept in the browser, sent, and confirmed; then the browser forgets it', () => {
    const world = opened();
    world.type({ summary: 'At noon.' });
    save(world, 7);
    expect(asks(world)).toEqual(['check']);
    world.answer();
    expect(asks(world)).toEqual(['send']);
    expect([...world.store.values()]).toMatchObject([
      { fields: { summary: 'At noon.' }, unsettled: { key: world.sent[0]?.key } },
    ]);
    world.answer();
    expect(world.state.outcome).toMatchObject({ kind: 'done', said: 'Saved', quiet: false });
    world.answer();
    expect(world.answers).toEqual([{ wish: 7, answer: { done: true } }]);
    expect(world.store.size).toBe(0);
    expect(world.server.current(1).fields.summary).toBe('At noon.');
  });

  test('that changes nothing sends nothing', () => {
    const world = opened();
    save(world);
    expect(world.pending).toEqual([]);
    expect(world.state.outcome).toMatchObject({ kind: 'done', said: 'Nothing to save' });
  });

  test('takes only what was typed before it; what is typed meanwhile is still unsaved', () => {
    const world = opened();
    world.type({ summary: 'One.' });
    save(world, 1);
    world.answer();
    world.type({ summary: 'One. Two.' });
    world.answer();
    world.answer();
    expect(world.server.current(1).fields.summary).toBe('One.');
    expect(world.answers).toEqual([{ wish: 1, answer: { done: false } }]);
    expect(world.form.summary).toBe('One. Two.');
    world.settle();
    expect(world.server.current(1).fields.summary).toBe('One. Two.');
  });

  test('of a form with problems is not sent, and says so', () => {
    const world = opened();
    world.type({ headline: '' });
    save(world);
    world.answer();
    expect(asks(world)).toEqual([]);
    expect(world.state.outcome).toMatchObject({ kind: 'failed', passing: false, problem: { code: 'check-fields' } });
  });

  test('that the server refuses puts its problems at the fields, and the text stays', () => {
    const world = opened();
    world.type({ summary: '# No' });
    save(world);
    world.answer();
    const effects: string[] = [];
    world.onStep = (_, __, step) => effects.push(...step.effects.map((effect) => effect.do));
    const refused = problem(422, 'invalid', { fields: [{ field: 'summary', message: 'begins with #.' }] });
    world.send({ kind: 'answered', turn: world.state.turn, answer: { ok: false, problem: refused } });
    expect(effects).toContain('mark-fields');
    expect(world.form.summary).toBe('# No');
    expect(world.state.unanswered).toBeUndefined();
  });

  test('makes the contexts that wait for it, and adds them to the form and to what is sent', () => {
    const world = new EditorWorld();
    world.open();
    world.type({ headline: 'A pier burns' });
    world.send({ kind: 'context-waits', name: 'Piers' });
    world.settle();
    expect(world.server.current(1).fields).toMatchObject({ headline: 'A pier burns', contexts: [900] });
    expect(world.form.contexts).toEqual([900]);
    expect(world.state).toMatchObject({ waiting: [], made: [{ id: 900, name: 'Piers' }] });
  });

  test('does not forget a context that was named while a save was tried again', () => {
    const world = new EditorWorld();
    world.open();
    world.type({ headline: 'A pier burns' });
    world.send({ kind: 'context-waits', name: 'Piers' });
    save(world);
    world.answer();
    world.answer('lost');
    world.wake();
    while (asks(world).join() !== 'make-contexts') asks(world).length ? world.answer() : world.wake();
    world.send({ kind: 'context-waits', name: 'Fires' });
    world.settle();
    expect(world.state.waiting).toEqual([]);
    expect(world.state.made).toHaveLength(2);
  });

  test('waits until the one before has ended, even where that failed', () => {
    const world = opened();
    world.type({ summary: 'One.' });
    save(world, 1);
    save(world, 2);
    world.answer();
    expect(asks(world)).toEqual(['send']);
    world.answer('lost');
    expect(world.answers).toEqual([{ wish: 1, answer: { done: false } }]);
    expect(asks(world)).toEqual(['send']);
    expect(world.sent[1]).toEqual(world.sent[0]);
  });
});

describe('a save by itself', () => {
  test('comes after a pause in typing, and at the latest some time after the first change', () => {
    const world = opened();
    world.type({ summary: 'O' });
    expect(world.state.due.save).toBe(world.at + 2_000);
    for (let i = 0; i < 10; i += 1) {
      world.at += 1_900;
      world.type({ summary: `O${i}` });
    }
    expect(world.state.due.save).toBeLessThan(world.at);
  });

  test('says nothing aloud, and of a half-written text only what it lacks', () => {
    const world = new EditorWorld();
    world.open();
    world.type({ summary: 'It began.' });
    world.settle();
    expect(world.state.outcome).toEqual({ kind: 'lacking', lacks: 'Headline is empty.' });
    expect(world.sent).toEqual([]);
  });

  test.each(['submit', 'discard'] as MoveAction[])('does not happen after %s', (action) => {
    const world = opened();
    world.wish({ kind: 'move', action });
    world.settle();
    world.type({ summary: 'Typed after that.' });
    expect(world.state.due.save).toBeUndefined();
    world.settle();
    expect(world.sent).toEqual([]);
    expect([...world.store.values()]).toMatchObject([{ fields: { summary: 'Typed after that.' } }]);
  });

  test('happens at once where the tab is hidden', () => {
    const world = opened();
    world.type({ summary: 'O' });
    world.send({ kind: 'hidden' });
    expect(asks(world)).toEqual(['check']);
  });
});

describe('a save without an answer', () => {
  test('is sent again with its key, with growing pauses, before anything else is', () => {
    const world = opened();
    world.type({ summary: 'One.' });
    save(world);
    world.answer();
    world.answer('unheard');
    expect(world.state.outcome).toMatchObject({ kind: 'failed', passing: true });
    const first = (world.state.due.save ?? 0) - world.at;
    world.type({ summary: 'One. Two.' });
    while (world.wake() !== 'save');
    world.answer('lost');
    expect((world.state.due.save ?? 0) - world.at).toBeGreaterThan(first);
    world.settle();
    expect(world.sent[1]).toEqual(world.sent[0]);
    expect(world.sent[2]).toEqual(world.sent[0]);
    expect(world.server.find(1).revisions.map(({ fields }) => fields.summary)).toEqual(['', 'One.', 'One. Two.']);
  });

  test('is tried at once when the network is back', () => {
    const world = opened();
    world.type({ summary: 'One.' });
    save(world);
    world.answer();
    world.answer('lost');
    world.send({ kind: 'back' });
    expect(asks(world)).toEqual(['send']);
  });

  test('does not hold back what was typed while it was repeated', () => {
    const world = opened();
    world.type({ summary: 'One.' });
    save(world);
    world.answer();
    world.answer('lost');
    world.send({ kind: 'back' });
    world.type({ summary: 'One. Two.' });
    world.settle();
    expect(world.server.current(1).fields.summary).toBe('One. Two.');
  });

  test('of a new entry makes one entry, however often it is sent and whatever dies meanwhile', () => {
    const world = new EditorWorld();
    world.open();
    world.type({ headline: 'A pier burns' });
    save(world);
    world.answer();
    world.answer('unheard');
    world.type({ topic: 'Piers' });
    reload(world);
    expect(world.form).toMatchObject({ headline: 'A pier burns', topic: 'Piers' });
    world.settle();
    expect(world.server.entries).toHaveLength(1);
    expect(world.server.current(1).fields).toMatchObject({ headline: 'A pier burns', topic: 'Piers' });
  });
});

describe('a merge', () => {
  test('keeps both, writes nothing into the form, and says what the other changed', () => {
    const world = opened();
    other(world, { topic: 'Harbours' });
    world.type({ summary: 'In the evening.' });
    world.settle();
    expect(world.server.current(1).fields).toMatchObject({ topic: 'Harbours', summary: 'In the evening.' });
    expect(world.form.topic).toBe('');
    expect(world.state.ahead).toMatchObject({ fields: ['topic'], by: [OTHER.name], merged: true });
  });

  test('brings theirs into the form when the person asks for it, once mine is saved', () => {
    const world = opened();
    other(world, { topic: 'Harbours' });
    world.type({ summary: 'In the evening.' });
    save(world);
    for (let i = 0; i < 3; i += 1) world.answer();
    world.type({ headline: 'A bridge opens at last' });
    world.wish({ kind: 'bring-in' });
    expect(world.form.topic).toBe('');
    world.settle();
    expect(world.form).toMatchObject({
      topic: 'Harbours',
      summary: 'In the evening.',
      headline: 'A bridge opens at last',
    });
    expect(world.state.ahead).toBeUndefined();
    expect(world.server.current(1).fields).toMatchObject(world.form);
  });
});

describe('a conflict', () => {
  function clashing(): EditorWorld {
    const world = opened();
    other(world, { headline: 'A bridge closes', topic: 'Bridges' });
    world.type({ headline: 'A bridge falls', summary: 'At noon.' });
    return world;
  }

  test('keeps both texts: mine in the form and the browser, theirs at hand', () => {
    const world = clashing();
    world.settle();
    expect(world.state.conflict).toMatchObject({
      kind: 'save',
      opened: false,
      theirs: { author: OTHER, fields: { headline: 'A bridge closes' } },
      clashes: [{ field: 'headline', theirs: 'A bridge closes', mine: 'A bridge falls' }],
    });
    expect(world.form.headline).toBe('A bridge falls');
    expect([...world.store.values()]).toMatchObject([{ fields: { headline: 'A bridge falls' } }]);
  });

  test('opens where the person saved, and waits for the choice without saving by itself', () => {
    const world = clashing();
    save(world);
    world.settle();
    expect(world.state.conflict?.opened).toBe(true);
    const sent = world.sent.length;
    world.send({ kind: 'hidden' });
    world.settle();
    expect(world.sent).toHaveLength(sent);
  });

  test('that is settled goes on top of theirs, with the focus where the clash was', () => {
    const world = clashing();
    save(world);
    world.settle();
    const { conflict } = world.state;
    if (conflict?.kind !== 'save') throw new Error('Nothing clashes.');
    world.send({ kind: 'clash-resolved', fields: { ...conflict.merged, headline: 'A bridge closes and falls' } });
    expect(world.form).toMatchObject({ headline: 'A bridge closes and falls', topic: 'Bridges', summary: 'At noon.' });
    world.settle();
    expect(world.state.conflict).toBeUndefined();
    expect(world.server.current(1).fields).toMatchObject({ headline: 'A bridge closes and falls', topic: 'Bridges' });
  });

  test('with a draft that was given up begins a new entry, if the person wants that', () => {
    const world = opened();
    world.server.move(1, 'discard');
    world.type({ summary: 'Still mine.' });
    world.settle();
    expect(world.state.conflict).toMatchObject({ kind: 'discarded' });
    world.wish({ kind: 'save-as-new' });
    world.settle();
    expect(world.state.opened?.entry).toBe(2);
    expect(world.server.current(2).fields.summary).toBe('Still mine.');
  });
});

describe('what the browser kept', () => {
  test('comes back by itself where the draft is still what it began from, and is saved', () => {
    const world = opened();
    world.type({ summary: 'Before the tab died.' });
    reload(world);
    expect(world.form.summary).toBe('Before the tab died.');
    expect(world.state.outcome).toMatchObject({ said: 'Unsaved text restored' });
    world.settle();
    expect(world.server.current(1).fields.summary).toBe('Before the tab died.');
    expect(world.store.size).toBe(0);
  });

  test('is offered where somebody else has been there since, and merged once it is restored', () => {
    const world = opened();
    world.type({ summary: 'Mine.' });
    world.send({ kind: 'left' });
    other(world, { topic: 'Tabs' });
    world.open();
    expect(world.form.summary).toBe('');
    const [found] = world.state.found;
    expect(found?.text.fields.summary).toBe('Mine.');
    world.wish({ kind: 'restore', key: found?.key ?? '', itself: false });
    expect(world.form.summary).toBe('Mine.');
    world.settle();
    expect(world.server.current(1).fields).toMatchObject({ summary: 'Mine.', topic: 'Tabs' });
  });

  test('trades places with what the form holds unsaved: that is offered in turn', () => {
    const world = opened();
    world.type({ summary: 'Of the first visit.' });
    world.send({ kind: 'left' });
    other(world, { topic: 'Tabs' });
    world.open();
    world.type({ summary: 'Of the second visit.' });
    world.wish({ kind: 'restore', key: world.state.found[0]?.key ?? '', itself: false });
    expect(world.form.summary).toBe('Of the first visit.');
    expect(world.state.found.map(({ text }) => text.fields.summary)).toEqual(['Of the second visit.']);
    expect([...world.store.values()].map(({ fields }) => fields.summary).sort()).toEqual([
      'Of the first visit.',
      'Of the second visit.',
    ]);
    world.settle();
    expect(world.server.current(1).fields).toMatchObject({ summary: 'Of the first visit.', topic: 'Tabs' });
  });

  test('is saved once it is restored, also where what it took the place of was stuck in a clash', () => {
    const world = opened();
    world.type({ summary: 'Of the first visit.' });
    world.send({ kind: 'left' });
    other(world, { topic: 'Tabs' });
    world.open();
    other(world, { headline: 'A bridge closes' });
    world.type({ headline: 'A bridge falls' });
    world.settle();
    expect(world.state.conflict?.kind).toBe('save');
    world.wish({ kind: 'restore', key: world.state.found[0]?.key ?? '', itself: false });
    world.settle();
    expect(world.server.current(1).fields).toMatchObject({
      summary: 'Of the first visit.',
      headline: 'A bridge closes',
    });
    expect(world.state.found.map(({ text }) => text.fields.headline)).toEqual(['A bridge falls']);
  });

  test('is forgotten where it says what is saved already', () => {
    const world = opened();
    world.type({ summary: 'Twice.' });
    world.send({ kind: 'left' });
    other(world, { summary: 'Twice.' });
    world.open();
    expect(world.state.found).toEqual([]);
    expect(world.store.size).toBe(0);
  });

  test('of a new entry comes back at its place in the history, and at another place is offered', () => {
    const world = new EditorWorld();
    world.open();
    world.type({ summary: 'No headline yet.' });
    reload(world);
    expect(world.form.summary).toBe('No headline yet.');
    const [key, text] = [...world.store][0] ?? [];
    if (!key || !text) throw new Error('Nothing was kept.');
    world.store.set(key, { ...text, mark: 'elsewhere' });
    world.open();
    expect(world.form).toEqual(EMPTY);
    expect(world.state.found).toHaveLength(1);
  });

  test('is looked for once at each place, and an answer for another place is no answer', () => {
    const world = new EditorWorld();
    world.open();
    const looks: unknown[] = [];
    world.onStep = (_, __, step) => looks.push(...step.effects.filter((effect) => effect.do === 'look-for-lost'));
    world.send({ kind: 'placed', mark: 'here' });
    expect(looks).toEqual([]);
    const text = { at: '', revision: null, base: EMPTY, fields: { ...EMPTY, topic: 'T' }, mark: 'here' };
    world.send({ kind: 'lost-found', mark: 'elsewhere', kept: [{ key: 'k', text }] });
    expect(world.state.found).toEqual([]);
  });
});

describe('presence', () => {
  test('says who is here and changes no text, also where the entry went on', () => {
    const world = opened();
    world.type({ summary: 'Mine.' });
    other(world, { summary: 'Theirs.' });
    const others = [{ ...OTHER, writes: true }];
    world.send({ kind: 'presence', others, newest: { revision: world.server.current(1).id, state: 'draft' } });
    expect(world.state.others).toEqual(others);
    expect(asks(world)).toEqual(['ask-newest']);
    world.answer();
    expect(world.form.summary).toBe('Mine.');
    expect(world.state.view?.proposal?.fields.summary).toBe('Theirs.');
    expect(world.state.ahead).toMatchObject({ fields: ['summary'], by: [OTHER.name], merged: false });
  });

  test('asks for nothing where this tab knows all, and shows nothing anew where nobody came or went', () => {
    const world = opened();
    const newest = { revision: world.server.current(1).id, state: 'draft' };
    world.send({ kind: 'presence', others: [{ ...OTHER, writes: false }], newest });
    const { others } = world.state;
    world.send({ kind: 'presence', others: [{ ...OTHER, writes: false }], newest });
    expect(world.state.others).toBe(others);
    expect(world.pending).toEqual([]);
  });

  test('counts somebody as writing for a minute after the last key', () => {
    const world = opened();
    world.type({ summary: 'O' });
    expect(world.state.writes).toBe(true);
    world.settle();
    expect(world.state.writes).toBe(false);
  });
});

describe('a move', () => {
  test('saves first, and goes no further where that fails', () => {
    const world = opened();
    world.type({ headline: '' });
    world.wish({ kind: 'move', action: 'submit', id: 1 });
    world.answer();
    expect(world.answers).toEqual([{ wish: 1, answer: { done: false } }]);
    world.type({ headline: 'A bridge opens twice' });
    world.wish({ kind: 'move', action: 'submit', id: 2 });
    world.settle();
    expect(world.server.find(1).state).toBe('in_review');
    expect(world.server.current(1).fields.headline).toBe('A bridge opens twice');
    expect(world.state.outcome).toMatchObject({ kind: 'done', said: 'Submitted for review' });
  });

  test('that is asked for twice, as by a double click, happens once', () => {
    const world = opened();
    world.wish({ kind: 'move', action: 'submit', id: 1 });
    world.wish({ kind: 'move', action: 'submit', id: 2 });
    expect(world.answers).toEqual([{ wish: 2, answer: { done: false } }]);
    expect(asks(world)).toEqual(['move']);
  });

  test('to discard what readers never saw leaves for the day', () => {
    const world = opened();
    world.wish({ kind: 'move', action: 'discard' });
    world.settle();
    expect(world.wentTo).toBe('/days/2034-05-06');
    expect(world.store.size).toBe(0);
  });
});

test('an answer to an earlier question changes nothing', () => {
  const world = opened();
  world.type({ summary: 'One.' });
  save(world);
  const { state } = world;
  world.send({ kind: 'checked', turn: state.turn - 1, result: { kind: 'marked' } });
  expect(world.state).toEqual(state);
});
