import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ROUTES } from '../../../../lib/api/routes.ts';
import { changeContext } from '../../../../lib/editorial/contexts/actions/change-context.ts';
import { createContext } from '../../../../lib/editorial/contexts/actions/create-context.ts';
import { mergeContexts, unmergeContext } from '../../../../lib/editorial/contexts/actions/merge-contexts.ts';
import { readContextChange } from '../../../../lib/editorial/contexts/actions/read-context-change.ts';
import { proposeDayOrder, reorderDay } from '../../../../lib/editorial/days/actions/reorder-day.ts';
import { readOrderChange } from '../../../../lib/editorial/days/queries/order-change.ts';
import { mergeEntries } from '../../../../lib/editorial/entries/actions/merge-entries.ts';
import { restoreRevision } from '../../../../lib/editorial/entries/actions/restore-revision.ts';
import { createEntry } from '../../../../lib/editorial/entries/actions/save-entry.ts';
import { fixSmallThing } from '../../../../lib/editorial/entries/actions/small-fix.ts';
import { submitEntry } from '../../../../lib/editorial/entries/actions/submit-entry.ts';
import { withdrawEntry } from '../../../../lib/editorial/entries/actions/withdraw-entry.ts';
import { readSnapshot } from '../../../../lib/editorial/entries/store/entry-snapshot.ts';
import { readProseChange } from '../../../../lib/editorial/prose/prose-change.ts';
import { importArchive } from '../../../../lib/exchange/import/actions/import-archive.ts';
import { openSource } from '../../../../lib/exchange/import/reading/open-source.ts';
import { carryOut } from '../../../../lib/exchange/runs/carry-out-run.ts';
import type { Route } from '../../../../lib/kernel/contract/route-row.ts';
import type { Day } from '../../../../lib/kernel/day.ts';
import type { ContextId, EntryId } from '../../../../lib/kernel/ids.ts';
import type { Actor } from '../../../../lib/kernel/permission/actor.ts';
import type { Role } from '../../../../lib/kernel/permission/role.ts';
import { createToken } from '../../../../lib/people/actions/manage-tokens.ts';
import type { Store } from '../../../../lib/platform/database/database.ts';
import { claimRun } from '../../../../lib/runs/store/run-claims.ts';
import { call, read, serveApi, session } from '../../../support/api.ts';
import { freshStore, person } from '../../../support/database.ts';
import { entryInput } from '../../../support/entries.ts';
import { changeEntry, done, publishedEntry } from '../../../support/newsroom.ts';
import { scratch } from '../../../support/runs.ts';
import { writeTree } from '../../../support/trees.ts';

type Name = keyof typeof ROUTES;
type Changing = { [K in Name]: (typeof ROUTES)[K]['method'] extends 'GET' ? never : K }[Name];

/**
 * What each changing row of the API does to what readers see. `second person`: publishes what somebody else wrote, and
 * is refused to whoever wrote it. `alone`: changes it by one person, whom the rule names. `asks`: what it changes waits
 * for a second person. `nothing`: it cannot change it.
 */
const DOES: Readonly<Record<Changing, 'second person' | 'alone' | 'asks' | 'nothing'>> = {
  approveEntry: 'second person',
  scheduleEntry: 'second person',
  approveContextChange: 'second person',
  approveProse: 'second person',
  approveDayOrder: 'second person',
  startBulk: 'second person',
  retryBulk: 'second person',
  orderDay: 'alone',
  startImport: 'alone',
  retryImport: 'alone',
  changeSettings: 'nothing',
  createEntry: 'asks',
  saveEntry: 'asks',
  rebaseEntry: 'asks',
  submitEntry: 'asks',
  withdrawEntry: 'asks',
  fixEntry: 'asks',
  mergeEntry: 'asks',
  restoreRevision: 'asks',
  changeContext: 'asks',
  mergeContexts: 'asks',
  unmergeContext: 'asks',
  splitContext: 'asks',
  resolveImportIssue: 'asks',
  proposeDayOrder: 'asks',
  pullBackEntry: 'nothing',
  discardEntry: 'nothing',
  requestEntryChanges: 'nothing',
  entryHeartbeat: 'nothing',
  openThread: 'nothing',
  replyToThread: 'nothing',
  resolveThread: 'nothing',
  reopenThread: 'nothing',
  assignEntry: 'nothing',
  cancelEntrySchedule: 'nothing',
  cancelBulk: 'nothing',
  requestContextChanges: 'nothing',
  discardContextChange: 'nothing',
  discardProse: 'nothing',
  discardDayOrder: 'nothing',
  createContext: 'nothing',
  dismissContextPair: 'nothing',
  dismissSuggestion: 'nothing',
  undoDismissal: 'nothing',
  signOffDay: 'nothing',
  reopenDay: 'nothing',
  checkSource: 'nothing',
  noteArchivedCopy: 'nothing',
  addPublisher: 'nothing',
  changePublisher: 'nothing',
  mergePublisher: 'nothing',
  suggest: 'nothing',
  createTarget: 'nothing',
  changeTarget: 'nothing',
  removeTarget: 'nothing',
  startExport: 'nothing',
  cancelExport: 'nothing',
  retryExport: 'nothing',
  applyPlan: 'nothing',
  addWebhook: 'nothing',
  removeWebhook: 'nothing',
  cancelImport: 'nothing',
  saveUpload: 'nothing',
  markNotices: 'nothing',
  followEntry: 'nothing',
  unfollowEntry: 'nothing',
  saveSearch: 'nothing',
  removeSearch: 'nothing',
  addPerson: 'nothing',
  setPersonRole: 'nothing',
  setPersonPassword: 'nothing',
  disablePerson: 'nothing',
  enablePerson: 'nothing',
  takeSecondFactor: 'nothing',
  makeResetLink: 'nothing',
  invite: 'nothing',
  renewInvitation: 'nothing',
  revokeInvitation: 'nothing',
  lookAtInvitation: 'nothing',
  acceptInvitation: 'nothing',
  askForReset: 'nothing',
  lookAtReset: 'nothing',
  resetPassword: 'nothing',
  createToken: 'nothing',
  revokeToken: 'nothing',
  changeAccount: 'nothing',
  changeOwnPassword: 'nothing',
  endSession: 'nothing',
  endOtherSessions: 'nothing',
  beginSecondFactor: 'nothing',
  confirmSecondFactor: 'nothing',
  renewRecoveryCodes: 'nothing',
  removeSecondFactor: 'nothing',
  revokeOwnToken: 'nothing',
  lookAtSetup: 'nothing',
  setUp: 'nothing',
};

/** Where the log of what readers see is written: nothing else in the code can change a published byte unseen by it. */
const WRITERS = [
  'lib/audit/store/change-log.ts',
  'lib/editorial/contexts/store/context-naming.ts',
  'lib/editorial/days/store/day-writing.ts',
  'lib/editorial/entries/store/publishing.ts',
  'lib/editorial/entries/store/withdrawing.ts',
  'lib/editorial/prose/prose-proposals.ts',
  'lib/exchange/import/run-import.ts',
];

const ON = '2021-05-06' as Day;
const REASON = 'It has to be.';
const work = scratch('second-person');
let store: Store;
let people: Record<Role, [Actor, Actor]>;
let count = 0;

beforeAll(async () => {
  store = await freshStore();
  serveApi(store);
  const two = async (role: Role): Promise<[Actor, Actor]> => [await person(store, role), await person(store, role)];
  people = { editor: await two('editor'), reviewer: await two('reviewer'), admin: await two('admin') };
});
afterAll(async () => {
  await store.close();
  work.clear();
});

test('every changing row of the API says what it does to what readers see', () => {
  const changing = (Object.entries(ROUTES) as [Name, Route][])
    .filter(([, { method }]) => method !== 'GET')
    .map(([name]) => name);
  expect(Object.keys(DOES).sort()).toEqual(changing.sort());
});

test('what readers see is written in these places alone', () => {
  const files = readdirSync('lib', { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.ts') && !file.startsWith(path.join('platform', 'database', 'generated')),
  );
  const writes = files.filter((file) =>
    /\blogging\(|'archive_change',$|INSERT INTO archive_change|logSince\(/m.test(
      readFileSync(path.join('lib', file), 'utf8'),
    ),
  );
  expect(writes.map((file) => `lib/${file.replaceAll(path.sep, '/')}`).sort()).toEqual(WRITERS);
});

type Handler = Parameters<typeof call>[0];

async function handlerOf(name: Name): Promise<Handler> {
  const { method, path: address } = ROUTES[name];
  const file = path.resolve('app/api/v1', `.${address.replaceAll('{', '[').replaceAll('}', ']')}`, 'route.ts');
  return ((await import(file)) as Record<string, Handler>)[method] as Handler;
}

const DOORS: Readonly<Record<string, (who: Actor) => Promise<Record<string, string>>>> = {
  'the screen': (who) => session(store, who),
  'a token': async (who) => {
    const { email } = await store.prisma.person.findUniqueOrThrow({ where: { id: who.person } });
    const { secret } = done(
      await createToken(store, 'system', { email, scopes: ['review', 'entries:write', 'import'] }),
    );
    return { authorization: `Bearer ${secret}` };
  },
};

const position = async () => Number((await store.prisma.archiveState.findFirstOrThrow()).position);
const approvals = () => store.prisma.auditEvent.findMany({ orderBy: { id: 'desc' }, take: 1 });

/** Something that waits, by its author: the row that publishes it, and what that is sent. */
type Waits = {
  row: 'approveEntry' | 'approveContextChange' | 'approveProse' | 'approveDayOrder' | 'scheduleEntry';
  params: Record<string, string>;
  body: object;
};

const publisher = () => people.admin[1];
const named = (text: string) => {
  count += 1;
  return `${text} ${count}`;
};
const live = (writer: Actor, contexts: ContextId[] = []) =>
  publishedEntry(store, writer, writer.person === publisher().person ? people.admin[0] : publisher(), named('A page'), {
    day: ON,
    contexts,
  });

async function entryWaits(entry: EntryId, row: Waits['row'] = 'approveEntry', more: object = {}): Promise<Waits> {
  const { proposal } = (await readSnapshot(store, entry)) ?? {};
  return { row, params: { id: String(entry) }, body: { hash: proposal?.hash, ...more } };
}

async function contextWaits(change: number | null): Promise<Waits> {
  const seen = await readContextChange(store, change ?? 0);
  return { row: 'approveContextChange', params: { id: String(change) }, body: { hash: seen?.hash } };
}

async function usedContext(): Promise<ContextId> {
  const { id } = done(await createContext(store, people.admin[0], { name: named('Context'), despite: true }));
  await live(people.editor[0], [id]);
  return id;
}

async function submitted(author: Actor): Promise<EntryId> {
  const { entry } = done(await createEntry(store, author, entryInput(named('An entry'), { day: ON })));
  done(await submitEntry(store, author, entry));
  return entry;
}

async function versions(...ids: ContextId[]): Promise<number[]> {
  const found = await store.prisma.context.findMany({ where: { id: { in: ids } } });
  return ids.map((id) => found.find((one) => one.id === id)?.version ?? 0);
}

/** Merges two contexts, with a second person where one is needed. */
async function merged(asker: Actor): Promise<{ goes: ContextId; asked: number | null }> {
  const [goes, stays] = [await usedContext(), await usedContext()];
  const [version, intoVersion] = await versions(goes, stays);
  return { goes, asked: done(await mergeContexts(store, asker, goes, { into: stays, version, intoVersion })).change };
}

/**
 * Everything that publishes a word or takes one away: how its author puts it before the reviewers. Roles that cannot
 * ask for it have none.
 */
const KINDS: Readonly<Record<string, { by: readonly Role[]; asks(author: Actor): Promise<Waits> }>> = {
  'a new entry': { by: ['editor', 'reviewer', 'admin'], asks: async (author) => entryWaits(await submitted(author)) },
  'an entry for later': {
    by: ['editor', 'reviewer', 'admin'],
    asks: async (author) =>
      entryWaits(await submitted(author), 'scheduleEntry', { at: new Date(Date.now() + 3_600_000).toISOString() }),
  },
  'a change of an entry': {
    by: ['editor', 'reviewer', 'admin'],
    asks: async (author) => {
      const { entry, revision } = await live(people.editor[1]);
      done(await fixSmallThing(store, author, entry, { revision, fields: { summary: 'One word.' }, reason: REASON }));
      return entryWaits(entry);
    },
  },
  'a withdrawal': {
    by: ['editor', 'reviewer', 'admin'],
    asks: async (author) => {
      const { entry } = await live(people.editor[1]);
      done(await withdrawEntry(store, author, entry, { reason: REASON }));
      return entryWaits(entry);
    },
  },
  'an earlier text': {
    by: ['editor', 'reviewer', 'admin'],
    asks: async (author) => {
      const { entry, revision } = await live(people.editor[1]);
      await changeEntry(store, people.editor[1], publisher(), entry, { summary: 'Another one.' });
      done(await restoreRevision(store, author, entry, revision));
      if ((await readSnapshot(store, entry))?.proposal?.state === 'draft')
        done(await submitEntry(store, author, entry));
      return entryWaits(entry);
    },
  },
  'a name of a context': {
    by: ['reviewer', 'admin'],
    asks: async (author) =>
      contextWaits(
        done(
          await changeContext(store, author, await usedContext(), {
            version: 1,
            name: named('Renamed'),
            despite: true,
          }),
        ).change,
      ),
  },
  'a merge of contexts': {
    by: ['reviewer', 'admin'],
    asks: async (author) => contextWaits((await merged(author)).asked),
  },
  'the undoing of a merge': {
    by: ['reviewer', 'admin'],
    asks: async (author) => {
      const { goes, asked } = await merged(people.reviewer[1]);
      const { params, body } = await contextWaits(asked);
      expect(
        (
          await call(await handlerOf('approveContextChange'), {
            params,
            body,
            headers: await session(store, publisher()),
          })
        ).status,
      ).toBe(200);
      const [version = 0] = await versions(goes);
      return contextWaits(done(await unmergeContext(store, author, goes, { version })).change);
    },
  },
  'a page of prose': {
    by: ['reviewer', 'admin'],
    asks: async (author) => {
      const at = `faq/${named('page').replace(' ', '-')}.md`;
      await imported(author, { [at]: '# Words\n' }, false);
      const row = await store.prisma.proseProposal.findFirstOrThrow({ where: { path: at } });
      const change = await readProseChange(store, row.id);
      return { row: 'approveProse', params: { id: String(row.id) }, body: { hash: change?.hash } };
    },
  },
  'the order of a day': {
    by: ['editor', 'reviewer', 'admin'],
    asks: async (author) => {
      await live(author);
      await live(people.editor[1]);
      const { id } = done(await proposeDayOrder(store, author, ON, await orderOfDay()));
      const change = await readOrderChange(store, id);
      return { row: 'approveDayOrder', params: { id: String(id) }, body: { hash: change?.hash } };
    },
  },
};

const orderOfDay = async () => {
  const { version, order } = await store.prisma.day.findUniqueOrThrow({
    where: { day: new Date(ON) },
    include: { order: true },
  });
  return { version, positions: (Array.isArray(order?.entries) ? order.entries : []).map((_, at) => at).reverse() };
};

async function imported(actor: Actor, files: Record<string, string>, publish: boolean) {
  const folder = path.join(work.folder, named('tree'));
  writeTree(folder, files);
  const source = await openSource(folder);
  try {
    return await importArchive(store, actor, source, { publish, dryRun: false });
  } finally {
    await source.close();
  }
}

describe.each(Object.entries(KINDS))('%s', (_, { by, asks }) => {
  test.each(by)('that one %s asked for is published by a second person alone, at every door', async (role) => {
    const author = people[role][0];
    const { row, params, body } = await asks(author);
    const handler = await handlerOf(row);
    const before = await position();
    for (const open of Object.values(DOORS)) {
      for (const who of [author, people.editor[1]]) {
        const refused = await call(handler, { method: 'POST', params, body, headers: await open(who) });
        const code = who.role === 'editor' ? 'not-allowed' : 'own-work';
        expect([who.role, who === author, refused.status, (await read(refused)).code]).toEqual([
          who.role,
          who === author,
          403,
          code,
        ]);
      }
    }
    expect(await position()).toBe(before);
    const second = role === 'admin' ? people.reviewer[1] : publisher();
    const answer = await call(handler, { method: 'POST', params, body, headers: await session(store, second) });
    expect([answer.status, answer.status === 200 ? '' : await read(answer)]).toEqual([200, '']);
    expect((await position()) > before).toBe(row !== 'scheduleEntry');
    expect(await approvals()).toMatchObject([{ actorId: second.person }]);
  });
});

describe('what one person does', () => {
  test.each<[Role, string | undefined]>([
    ['editor', 'not-allowed'],
    ['reviewer', undefined],
    ['admin', undefined],
  ])(
    'the order of a day, by one %s: at every door, whoever wrote the entries, and in the audit log',
    async (role, refused) => {
      const actor = people[role][0];
      await live(actor);
      await live(people.editor[1]);
      for (const [door, headers] of [['cli', undefined], ...Object.entries(DOORS)] as const) {
        const { version, positions } = await orderOfDay();
        const before = await position();
        const code = headers
          ? (
              await read(
                await call(await handlerOf('orderDay'), {
                  method: 'PUT',
                  params: { day: ON },
                  body: { version, positions },
                  headers: await headers(actor),
                }),
              )
            ).code
          : await reorderDay(store, { ...actor, channel: 'cli' }, ON, { version, positions }).then((result) =>
              result.ok ? undefined : result.error.code,
            );
        expect([door, code, (await position()) > before]).toEqual([door, refused, refused === undefined]);
        if (!refused) expect(await approvals()).toMatchObject([{ type: 'reorder', actorId: actor.person }]);
      }
    },
  );

  test.each<[Role, string | undefined]>([
    ['editor', 'not-allowed'],
    ['reviewer', 'not-allowed'],
    ['admin', undefined],
  ])('an import that publishes, by one %s', async (role, refused) => {
    const before = await position();
    for (const channel of ['cli', 'import', 'api'] as const) {
      const result = await imported(
        { ...people[role][0], channel },
        { [`faq/${named('published').replace(' ', '-')}.md`]: '# Words\n' },
        true,
      );
      expect([channel, result.ok ? undefined : result.error.code]).toEqual([channel, refused]);
      if (!refused)
        expect(await approvals()).toMatchObject([{ type: 'approve-import', actorId: people[role][0].person }]);
    }
    expect((await position()) > before).toBe(refused === undefined);
  });

  test('settings by an admin alone, in the audit log', async () => {
    const handler = await handlerOf('changeSettings');
    const change = async (who: Actor, fourEyes: boolean) => {
      const { version } = await store.prisma.newsroomSettings.findFirstOrThrow();
      return (
        await call(handler, {
          method: 'PATCH',
          body: { fourEyes },
          headers: { ...(await session(store, who)), 'if-match': `"${version}"` },
        })
      ).status;
    };
    expect(await Promise.all([change(people.editor[0], false), change(people.reviewer[0], false)])).toEqual([403, 403]);
    expect(await change(people.admin[0], false)).toBe(200);
    expect(await approvals()).toMatchObject([{ type: 'change-settings', actorId: people.admin[0].person }]);
    try {
      const { params, body } = await entryWaits(await submitted(people.reviewer[0]));
      expect(
        (
          await call(await handlerOf('approveEntry'), {
            params,
            body,
            headers: await session(store, people.reviewer[0]),
          })
        ).status,
      ).toBe(200);
      expect(await approvals()).toMatchObject([{ type: 'approve', detail: { ownWork: true } }]);
    } finally {
      expect(await change(people.admin[0], true)).toBe(200);
    }
  });
});

test('a run over many approves what others wrote, and leaves out own work, however it is started', async () => {
  const actor = people.reviewer[0];
  for (const open of Object.values(DOORS)) {
    const [own, other] = [await submitted(actor), await submitted(people.editor[0])];
    const items = await Promise.all(
      [own, other].map(async (entry) => ({ entry, hash: (await readSnapshot(store, entry))?.proposal?.hash })),
    );
    const started = await read<{ run: number }>(
      await call(await handlerOf('startBulk'), { body: { action: 'approve', items }, headers: await open(actor) }),
    );
    const claim = await claimRun(store, { worker: 'w', leaseMs: 20_000, run: started.run });
    if (!claim) throw new Error('The run was not claimed.');
    await carryOut({ store, worker: 'w', leaseMs: 20_000, home: work.folder, exportRoot: work.folder }, claim);
    expect([(await readSnapshot(store, own))?.status.state, (await readSnapshot(store, other))?.status.state]).toEqual([
      'unpublished',
      'published',
    ]);
  }
});

test('what another takes in by a merge of entries waits, too, and its asker cannot approve it', async () => {
  const [keeps, goes] = [await live(people.editor[0]), await live(people.editor[1])];
  const asker = people.reviewer[0];
  const before = await position();
  done(await mergeEntries(store, asker, keeps.entry, { merge: goes.entry }));
  if ((await readSnapshot(store, keeps.entry))?.proposal?.state === 'draft')
    done(await submitEntry(store, asker, keeps.entry));
  expect(await position()).toBe(before);
  const { params, body } = await entryWaits(keeps.entry);
  expect(
    await read(await call(await handlerOf('approveEntry'), { params, body, headers: await session(store, asker) })),
  ).toMatchObject({ code: 'own-work' });
});
