import { createFormControl } from 'react-hook-form';
import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { type EntryForm, entryResolver, loadRules } from '../../../components/entry-editor/form/entry-form.ts';
import type { EntryOutput } from '../../../components/entry-editor/form/entry-output.ts';
import type { SaveRequest } from '../../../components/entry-editor/model/save-request.ts';
import { outsideOf } from '../../../components/entry-editor/save/carry-out.ts';
import { editorStore } from '../../../components/entry-editor/save/editor-store.ts';
import type { EntryFields } from '../../../lib/editorial/entries/contract/entry.ts';
import { EditorServer } from '../../support/browser/editor-server.ts';
import { EMPTY } from '../../support/browser/editor-world.ts';

const SOURCE = { name: 'Pier News', url: 'https://pier.example/1' };

let server: EditorServer;
let kept: Map<string, string>;
/** Every request, in words; and what is answered instead of the server, the next first. */
let requests: string[];
let instead: (() => Response | Promise<Response>)[];

// They come late in the browser; here the clock is still meanwhile.
beforeAll(() => loadRules(), 90_000);

beforeEach(() => {
  vi.useFakeTimers();
  server = new EditorServer();
  kept = new Map();
  requests = [];
  instead = [];
  const localStorage = {
    setItem: (key: string, text: string) => kept.set(key, text),
    removeItem: (key: string) => kept.delete(key),
    getItem: (key: string) => kept.get(key) ?? null,
  };
  vi.stubGlobal('window', {
    localStorage: new Proxy(localStorage, {
      ownKeys: () => [...kept.keys()],
      getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true }),
    }),
  });
  vi.stubGlobal(
    'fetch',
    async (
      path: string,
      { method, body, headers }: { method: string; body?: string; headers: Record<string, string> },
    ) => {
      const key = headers['Idempotency-Key'] ?? '';
      requests.push([method, path, key].filter(Boolean).join(' '));
      return instead.shift()?.() ?? answerOf(method, path, body, headers);
    },
  );
});

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

function answerOf(method: string, path: string, body: string | undefined, headers: Record<string, string>): Response {
  const entry = Number(/entries\/(\d+)/.exec(path)?.[1]);
  if (method === 'GET') return json(200, server.view(entry));
  const action = /(submit|discard)$/.exec(path)?.[1];
  if (action) return json(200, server.move(entry, action as 'submit') ?? {});
  const revision = Number(headers['If-Match']?.replaceAll('"', ''));
  const { fields } = JSON.parse(body ?? '{}') as { fields: EntryOutput };
  const saved = server.save({
    key: headers['Idempotency-Key'] ?? '',
    over: { entry, revision },
    fields,
    raw: fields,
  } as SaveRequest);
  return saved.ok ? json(200, saved.value) : json(saved.problem.status, saved.problem);
}

function json(status: number, value: unknown): Response {
  return new Response(JSON.stringify(value), { status });
}

/** An editor with its real form, and a draft open. */
function editing(fields: Partial<EntryFields> = {}, tab = 'tab1') {
  if (!server.entries.length) server.create({ ...EMPTY, headline: 'A bridge opens', ...fields });
  const store = editorStore({ person: 1, tab, view: server.view(1), empty: EMPTY });
  const defaultValues = { ...EMPTY, ...server.current(1).fields };
  const { formControl } = createFormControl<EntryFields, unknown, EntryOutput>({
    defaultValues,
    resolver: entryResolver(store.before),
  });
  const form = Object.assign(formControl, { formState: { isSubmitted: false } }) as unknown as EntryForm;
  const gone: string[] = [];
  const detach = store.attach(outsideOf({ form, person: 1, tab, before: store.before, go: (to) => gone.push(to) }));
  form.subscribe({ formState: { values: true }, callback: () => store.send({ kind: 'typed' }) });
  store.send({ kind: 'placed', mark: undefined });
  const type = (typed: Partial<EntryFields>) => {
    for (const [name, value] of Object.entries(typed)) form.setValue(name as 'summary', value as string);
  };
  return { store, form, type, detach, gone };
}

const status = ({ store }: ReturnType<typeof editing>) => store.screen().outcome;
const settled = (ms = 20_000) => vi.advanceTimersByTimeAsync(ms);

test('what is typed into the form is kept after a moment, saved after a pause', async () => {
  const editor = editing();
  editor.type({ summary: ' At noon. ' });
  expect(editor.store.screen()).toMatchObject({ dirty: true, writes: true });
  await settled(400);
  expect([...kept.values()].map((text) => JSON.parse(text).fields.summary)).toEqual([' At noon. ']);
  await settled();
  expect(server.current(1).fields.summary).toBe('At noon.');
  expect(editor.form.getValues('summary')).toBe(' At noon. ');
  expect(editor.store.screen()).toMatchObject({ dirty: false, outcome: { kind: 'done', said: 'Saved', quiet: true } });
  expect(kept.size).toBe(0);
});

test('a half-written text waits without an error, and is saved as soon as it can be', async () => {
  const editor = editing();
  editor.type({ headline: '', sources: [{ name: '', url: 'https://pier.exa' }] });
  await settled();
  expect(status(editor)).toMatchObject({ kind: 'lacking' });
  editor.type({ headline: 'A bridge opens', sources: [SOURCE, { name: '', url: '' }] });
  await settled();
  expect(server.current(1).fields.sources).toEqual([SOURCE]);
});

test('whoever saves is told at once, and of the problems of the form', async () => {
  const editor = editing();
  editor.type({ headline: '' });
  const first = editor.store.ask({ kind: 'save', how: {} });
  await settled(100);
  expect(await first).toEqual({ done: false });
  expect(status(editor)).toMatchObject({ kind: 'failed', problem: { code: 'check-fields' } });
  expect(requests).toEqual([]);
  editor.type({ headline: 'A bridge opens', topic: 'Piers' });
  const second = editor.store.ask({ kind: 'save', how: {} });
  await settled(100);
  expect(await second).toEqual({ done: true });
  expect(server.current(1).fields.topic).toBe('Piers');
});

test('a save without an answer is sent again, the same, while typing goes on', async () => {
  const editor = editing();
  instead.push(
    () => Promise.reject(new Error('reset')),
    () => json(503, { detail: 'Away.' }),
  );
  editor.type({ summary: 'One.' });
  await settled(2_500);
  expect(status(editor)).toMatchObject({ kind: 'failed', passing: true });
  editor.type({ summary: 'One. Two.' });
  await settled(60_000);
  const keys = requests.filter((line) => line.startsWith('PATCH')).map((line) => line.split(' ')[2]);
  expect(keys.slice(0, 3)).toEqual([keys[0], keys[0], keys[0]]);
  expect(server.find(1).revisions.map(({ fields }) => fields.summary)).toEqual(['', 'One.', 'One. Two.']);
});

test('a connection that swallows everything counts as no answer after a while', async () => {
  const editor = editing();
  instead.push(() => new Promise<Response>(() => undefined));
  editor.type({ summary: 'One.' });
  await settled(33_000);
  expect(status(editor)).toMatchObject({ kind: 'failed', passing: true, problem: { code: 'unreachable' } });
});

test('a clash leaves the form as it is; settled, its words are in the form and saved', async () => {
  const editor = editing();
  server.write(
    server.find(1),
    { ...server.current(1).fields, headline: 'A bridge closes', topic: 'Bridges' },
    { id: 2, name: 'Ben Thal' },
  );
  editor.type({ headline: 'A bridge falls' });
  await settled();
  const { conflict } = editor.store.screen();
  if (conflict?.kind !== 'save') throw new Error('Nothing clashes.');
  expect(editor.form.getValues('headline')).toBe('A bridge falls');
  editor.store.send({ kind: 'clash-resolved', fields: { ...conflict.merged, headline: 'A bridge closes and falls' } });
  expect(editor.form.getValues()).toMatchObject({ headline: 'A bridge closes and falls', topic: 'Bridges' });
  await settled();
  expect(server.current(1).fields).toMatchObject({ headline: 'A bridge closes and falls', topic: 'Bridges' });
  expect(editor.store.screen().conflict).toBeUndefined();
});

test('what others saved comes into the form when it is asked for', async () => {
  const editor = editing();
  server.write(server.find(1), { ...server.current(1).fields, topic: 'Bridges' }, { id: 2, name: 'Ben Thal' });
  editor.store.send({ kind: 'presence', others: [], newest: { revision: server.current(1).id, state: 'draft' } });
  await settled(100);
  expect(editor.store.screen().ahead).toMatchObject({ fields: ['topic'] });
  const brought = editor.store.ask({ kind: 'bring-in' });
  await settled(100);
  expect(await brought).toEqual({ done: true });
  expect(editor.form.getValues('topic')).toBe('Bridges');
  expect(editor.store.screen()).toMatchObject({ dirty: false, ahead: undefined });
});

test('what a tab kept that was left comes back into the form of the next one', async () => {
  const first = editing();
  first.type({ summary: 'Before the tab died.' });
  first.detach();
  expect(kept.size).toBe(1);
  const second = editing({}, 'tab2');
  await settled(100);
  expect(second.form.getValues('summary')).toBe('Before the tab died.');
  expect(status(second)).toMatchObject({ said: 'Unsaved text restored' });
  await settled();
  expect(server.current(1).fields.summary).toBe('Before the tab died.');
});

test('submitting saves first; discarding leaves for the day', async () => {
  const editor = editing();
  editor.type({ summary: 'Written and sent off.' });
  const submitted = editor.store.ask({ kind: 'move', action: 'submit' });
  await settled(100);
  expect(await submitted).toEqual({ done: true });
  expect(server.find(1)).toMatchObject({ state: 'in_review' });
  expect(server.current(1).fields.summary).toBe('Written and sent off.');
  void editor.store.ask({ kind: 'move', action: 'discard' });
  await settled(100);
  expect(editor.gone).toEqual([`/days/${EMPTY.day}`]);
});

test('the screen is told nothing while only letters come', async () => {
  const editor = editing();
  editor.type({ summary: 'O' });
  const shown = editor.store.screen();
  const told = vi.fn();
  editor.store.subscribe(told);
  editor.type({ summary: 'On' });
  editor.type({ summary: 'One' });
  expect(told).not.toHaveBeenCalled();
  expect(editor.store.screen()).toBe(shown);
});
