import { spawn } from 'node:child_process';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { POST as askApi } from '../../../app/api/v1/suggest/route.ts';
import { learnArchive } from '../../../lib/discovery/learning/learn-archive.ts';
import { dismissSuggestion } from '../../../lib/discovery/suggestions/actions/dismiss-suggestion.ts';
import { suggestContexts } from '../../../lib/discovery/suggestions/queries/suggest-contexts.ts';
import type { Draft } from '../../../lib/discovery/suggestions/rules/suggestion.ts';
import { createContext } from '../../../lib/editorial/contexts/actions/create-context.ts';
import { createEntry } from '../../../lib/editorial/entries/actions/save-entry.ts';
import type { Day } from '../../../lib/kernel/day.ts';
import type { ContextId, EntryId } from '../../../lib/kernel/ids.ts';
import type { Actor } from '../../../lib/kernel/permission/actor.ts';
import type { Store } from '../../../lib/platform/database/database.ts';
import { call, read, serveApi, session } from '../../support/api.ts';
import { freshStore, person } from '../../support/database.ts';
import { entryInput } from '../../support/entries.ts';
import { changeEntry, done, publishedEntry, takenAway } from '../../support/newsroom.ts';
import { scratch } from '../../support/runs.ts';

const MAIN = path.resolve(import.meta.dirname, '../../../lib/cli/main.ts');
const work = scratch('suggest');

let store: Store;
let writer: Actor;
let reviewer: Actor;
let ferries: ContextId;
beforeAll(async () => {
  store = await freshStore();
  serveApi(store);
  writer = await person(store, 'editor');
  reviewer = await person(store, 'reviewer');
  ferries = await context('Coastal ferries');
  for (const place of ['Aberlund', 'Borvik', 'Carnsund', 'Dellhavn'])
    await publishedEntry(store, writer, reviewer, `The Seaqueen sails from ${place}`, {
      summary: '',
      contexts: [ferries],
    });
  await learnArchive(store);
});
afterAll(async () => {
  await store.close();
  work.clear();
});

const context = async (name: string): Promise<ContextId> => done(await createContext(store, writer, { name })).id;

const draft = (headline: string, fields: Partial<Draft> = {}): Draft => ({
  entry: null,
  day: '2031-05-06' as Day,
  headline,
  summary: '',
  contexts: [],
  urls: [],
  ...fields,
});

const proposed = async (headline: string, fields: Partial<Draft> = {}) =>
  (await suggestContexts(store, [draft(headline, fields)]))[0] ?? [];

const idsOf = async (headline: string, fields: Partial<Draft> = {}) =>
  (await proposed(headline, fields)).map(({ id }) => id);

const statistics = async () =>
  (await store.pool.query('SELECT key::text, entries, contexts, counts FROM word_gram ORDER BY key')).rows;

describe('proposed contexts', () => {
  it('come from the words that led to them in published entries, and say so', async () => {
    expect((await proposed('Seaqueen runs aground')).find(({ id }) => id === ferries)).toMatchObject({
      name: 'Coastal ferries',
      chosen: true,
      reason: '4 of 4 entries with “Seaqueen” have it',
    });
  });

  it('come from names and aliases as soon as they are there, used or not', async () => {
    const lighthouse = await context('Lighthouses of the North');
    await store.prisma.contextAlias.create({ data: { contextId: lighthouse, name: 'Northern Beacons' } });
    await learnArchive(store);
    expect(await proposed('Two lighthouses of the North go dark')).toMatchObject([
      { id: lighthouse, reason: 'mentioned in the headline' },
    ]);
    expect(await proposed('A plan for the northern beacons')).toMatchObject([
      { id: lighthouse, reason: '“northern beacons” is an alias of it' },
    ]);
    await store.prisma.contextAlias.deleteMany({ where: { contextId: lighthouse } });
    await learnArchive(store);
    expect(await idsOf('A plan for the northern beacons')).toEqual([]);
  });

  it('are the context that stays of those merged', async () => {
    const [gone, stays] = [await context('Old Quarry'), await context('Granite works')];
    await publishedEntry(store, writer, reviewer, 'Blasting resumes at Hillock', { summary: '', contexts: [gone] });
    await learnArchive(store);
    await store.pool.query('UPDATE context SET merged_into = $2, joined_to = $2 WHERE id = $1', [gone, stays]);
    expect(await proposed('The Old Quarry closes')).toMatchObject([
      { id: stays, name: 'Granite works', reason: '“Old Quarry” is an alias of it' },
    ]);
    expect(await idsOf('Blasting at Hillock again')).toEqual([stays]);
    expect(await idsOf('Blasting at Hillock again', { contexts: [gone] })).toEqual([]);
  });

  it('leave out those that the entry has and those that were refused for it', async () => {
    expect(await idsOf('Seaqueen runs aground', { contexts: [ferries] })).toEqual([]);
    const { entry } = done(await createEntry(store, writer, entryInput('Seaqueen is sold', { summary: '' })));
    expect(await idsOf('Seaqueen is sold', { entry })).toEqual([ferries]);
    done(await dismissSuggestion(store, writer, { entry, kind: 'context', subject: ferries }, true));
    expect(await idsOf('Seaqueen is sold', { entry })).toEqual([]);
    expect(await idsOf('Seaqueen is sold')).toEqual([ferries]);
  });

  it('are less likely for words that led to a refused one, until that is taken back', async () => {
    const score = async () => (await proposed('Seaqueen in the fog')).find(({ id }) => id === ferries)?.score ?? 0;
    const { entry } = done(await createEntry(store, writer, entryInput('Seaqueen film opens', { summary: '' })));
    await learnArchive(store);
    const before = await score();
    done(await dismissSuggestion(store, writer, { entry, kind: 'context', subject: ferries }, true));
    await learnArchive(store);
    const after = await score();
    expect(after).toBeLessThan(before);
    expect(after).toBeGreaterThan(before / 2);
    done(await dismissSuggestion(store, writer, { entry, kind: 'context', subject: ferries }, false));
    await learnArchive(store);
    expect(await score()).toBe(before);
  });

  it('forget a text that was changed or taken away, to the last number', async () => {
    const before = await statistics();
    const { entry } = await publishedEntry(store, writer, reviewer, 'The Seaqueen meets the Gullwing', {
      summary: '',
      contexts: [ferries],
    });
    await learnArchive(store);
    expect(await statistics()).not.toEqual(before);
    await changeEntry(store, writer, reviewer, entry, {
      headline: 'The Gullwing alone',
      contexts: [await context('Yachts')],
    });
    await learnArchive(store);
    expect((await proposed('Seaqueen runs aground')).find(({ id }) => id === ferries)?.reason).toBe(
      '4 of 4 entries with “Seaqueen” have it',
    );
    await takenAway(store, writer, reviewer, entry);
    await learnArchive(store);
    expect(await statistics()).toEqual(before);
  });

  it('are ten at most, the likeliest first, one list for each draft in their order', async () => {
    const headline = Array.from({ length: 14 }, (_, at) => `Pier${at}`);
    for (const name of headline) await context(name);
    await learnArchive(store);
    const [many, none, some] = await suggestContexts(store, [
      draft(headline.join(' and ')),
      draft(''),
      draft('Seaqueen'),
    ]);
    expect(many?.length).toBe(10);
    expect(many?.map(({ score }) => score)).toEqual(many?.map(({ score }) => score).sort((a, b) => b - a));
    expect([none, some?.[0]?.id]).toEqual([[], ferries]);
  });
});

describe('the API', () => {
  it('answers with contexts, related entries and duplicates, and takes nothing else', async () => {
    const headers = await session(store, writer);
    const answer = await call(askApi, {
      body: { date: '2031-05-06', headline: 'Seaqueen sails from Eastmouth' },
      headers,
    });
    expect(answer.status).toBe(200);
    const body = await read<{ contexts: { id: EntryId }[]; related: unknown[]; duplicates: unknown[] }>(answer);
    expect(body.contexts.some(({ id }) => (id as number) === ferries)).toBe(true);
    expect([Array.isArray(body.related), Array.isArray(body.duplicates)]).toEqual([true, true]);
    expect((await call(askApi, { body: { date: '2031-05-06', headline: 'x', topic: 'y' }, headers })).status).toBe(400);
    expect((await call(askApi, { body: { date: '2031-02-30', headline: 'x' }, headers })).status).toBe(400);
  });
});

describe('the command', () => {
  it('prints a line for each line in their order, and names the lines that it cannot read', async () => {
    const lines = [
      { date: '2031-05-06', headline: 'Seaqueen runs aground' },
      { date: '2031-05-06', headline: 'Nothing known', contexts: ['Coastal ferries', 'Nobody knows this'] },
      { date: '2031-05-06', headline: 'Seaqueen', topic: 'Ships' },
    ];
    const { status, out, err } = await dateline(
      ['suggest', '--batch', '-'],
      `${lines.map((line) => JSON.stringify(line)).join('\n')}\nnot json\n`,
    );
    expect(status).toBe(1);
    const answers = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, Record<string, unknown>[]>);
    expect(answers.map((answer) => Object.keys(answer))).toEqual([
      ['contexts', 'related', 'duplicates'],
      ['contexts', 'related', 'duplicates'],
    ]);
    expect(answers[0]?.['contexts']).toEqual([
      {
        name: 'Coastal ferries',
        score: expect.any(Number),
        reason: '4 of 4 entries with “Seaqueen” have it',
        chosen: true,
      },
    ]);
    expect(err).toContain('line 3: topic is not a known field.');
    expect(err).toContain('line 4: This is not JSON.');
    expect(err).toContain('Ignored unknown context: Nobody knows this.');
  });

  it('answers for one entry in words, and refuses a question without a day', async () => {
    const { status, out } = await dateline(
      ['suggest', '--date', '2031-05-06', '--headline', 'Seaqueen runs aground'],
      '',
    );
    expect([status, out.includes('Coastal ferries')]).toEqual([0, true]);
    expect((await dateline(['suggest', '--headline', 'x'], '')).status).toBe(2);
    expect((await dateline(['suggest', '--date', '2031-13-01', '--headline', 'x'], '')).status).toBe(2);
    expect((await dateline(['suggest', '--batch', '/nowhere'], '')).status).toBe(2);
  });
});

/** Runs a command in a process of its own, with something to read. */
function dateline(args: string[], input: string): Promise<{ status: number | null; out: string; err: string }> {
  const env = { ...process.env, DATABASE_URL: store.url, DATELINE_HOME: work.folder };
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', MAIN, ...args], {
    env,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let [out, err] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    out += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    err += text;
  });
  child.stdin.end(input);
  return new Promise((resolve) => child.once('close', (status) => resolve({ status, out, err })));
}
