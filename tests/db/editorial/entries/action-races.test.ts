import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { assignContext } from '../../../../lib/editorial/contexts/actions/assign-context.ts';
import { createContext } from '../../../../lib/editorial/contexts/actions/create-context.ts';
import { mergeEntries } from '../../../../lib/editorial/entries/actions/merge-entries.ts';
import { restoreRevision } from '../../../../lib/editorial/entries/actions/restore-revision.ts';
import { saveEntry } from '../../../../lib/editorial/entries/actions/save-entry.ts';
import { fixSmallThing } from '../../../../lib/editorial/entries/actions/small-fix.ts';
import { withdrawEntry } from '../../../../lib/editorial/entries/actions/withdraw-entry.ts';
import { readSnapshot } from '../../../../lib/editorial/entries/store/entry-snapshot.ts';
import type { AppError } from '../../../../lib/kernel/app-error.ts';
import type { ContextId, EntryId, RevisionId } from '../../../../lib/kernel/ids.ts';
import type { Actor } from '../../../../lib/kernel/permission/actor.ts';
import type { Result } from '../../../../lib/kernel/result.ts';
import { inputOf } from '../../../../lib/kernel/revision/revise.ts';
import type { RevisionText } from '../../../../lib/kernel/revision/text.ts';
import type { Store } from '../../../../lib/platform/database/database.ts';
import { freshStore, person } from '../../../support/database.ts';
import { changeEntry, done, publishedEntry } from '../../../support/newsroom.ts';

/**
 * Two people, two actions, one entry, at the same moment: what a refused action wanted is nowhere, what an accepted one
 * wanted is all there.
 */
const ROUNDS = 60;
const QUICK = 12;

type Action = {
  name: string;
  run(by: Actor): Promise<Result<unknown, AppError>>;
  isIn(text: RevisionText): boolean;
  moves: boolean;
};

let store: Store;
let ida: Actor;
let otto: Actor;
let entry: EntryId;
let other: EntryId;
let first: RevisionId;
let published: RevisionId;
let context: ContextId;
let text: RevisionText;

beforeAll(async () => {
  store = await freshStore();
  [ida, otto] = [await person(store, 'editor', 'Ida'), await person(store, 'editor', 'Otto')];
  const rita = await person(store, 'reviewer', 'Rita');
  context = done(await createContext(store, rita, { name: 'Harbour works' })).id;
  const made = await publishedEntry(store, ida, rita, 'A brigde is opened');
  entry = made.entry;
  first = made.revision;
  await changeEntry(store, ida, rita, entry, { summary: 'A second sentence of it.' });
  other = (await publishedEntry(store, ida, rita, 'The same bridge', { summary: 'What the other one says.' })).entry;
  const standing = await readSnapshot(store, entry);
  if (!standing?.published) throw new Error('It was just published.');
  published = standing.published.revision;
  text = standing.published.text;
});
afterAll(() => store.close());
beforeEach(() => leastSources(0));

const leastSources = (least: number) => store.pool.query('UPDATE newsroom_settings SET least_sources = $1', [least]);
const clear = () =>
  store.pool.query(
    "UPDATE proposal SET state = 'discarded', decided_by = opened_by, decided_at = now() WHERE state IN ('draft', " +
      "'in_review', 'changes_requested')",
  );

const save: Action = {
  name: 'save',
  run: (by) => saveEntry(store, by, entry, { revision: published }, { ...inputOf(text), topic: 'Bridges' }),
  isIn: (found) => found.topic === 'Bridges',
  moves: false,
};
const fix: Action = {
  name: 'small fix',
  run: (by) =>
    fixSmallThing(store, by, entry, {
      revision: published,
      reason: 'A typo.',
      fields: { headline: 'A bridge is opened' },
    }),
  isIn: (found) => found.headline === 'A bridge is opened',
  moves: true,
};
const assign: Action = {
  name: 'add a context',
  run: (by) => assignContext(store, by, entry, { action: 'add-context', context }, 'It belongs there.'),
  isIn: (found) => found.contexts.includes(context),
  moves: true,
};
const restore: Action = {
  name: 'restore',
  run: (by) => restoreRevision(store, by, entry, first, null),
  isIn: (found) => found.summary === 'A sentence that says what happened.',
  moves: false,
};
const withdraw: Action = {
  name: 'withdraw',
  run: (by) => withdrawEntry(store, by, entry, { reason: 'It never happened.' }),
  isIn: () => true,
  moves: true,
};
const merge: Action = {
  name: 'merge entries',
  run: (by) => mergeEntries(store, by, entry, { merge: other, fields: { headline: 'keep' } }),
  isIn: () => true,
  moves: false,
};

const ACTIONS = [save, fix, assign, restore, withdraw, merge];
const PAIRS = ACTIONS.flatMap((one, i) => ACTIONS.slice(i).map((two) => [one.name, two.name, one, two] as const));
const rounds = (one: Action, two: Action) =>
  (one === fix || two === fix || one === assign || two === assign ? ROUNDS : QUICK) / (one === two ? 2 : 1);

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Both at once, the second a little later each round. */
async function race(one: Action, two: Action, round: number) {
  await clear();
  const late = (round % 15) / 2;
  const [a, b] = await Promise.all([one.run(ida), pause(late).then(() => two.run(otto))]);
  const standing = await readSnapshot(store, entry);
  return { a, b, proposal: standing?.proposal, proposed: standing?.proposed?.text };
}

async function wroteNothing(by: Actor, proposal: number | undefined): Promise<boolean> {
  const { rows } = await store.pool.query(
    `SELECT FROM revision WHERE proposal_id = $1 AND author_id = $2 UNION ALL SELECT FROM audit_event
      WHERE proposal_id = $1 AND actor_id = $2
       UNION ALL SELECT FROM proposal WHERE entry_id = $3 AND opened_by = $2
       AND state IN ('draft', 'in_review', 'changes_requested')`,
    [proposal ?? 0, by.person, entry],
  );
  return rows.length === 0;
}

describe('two actions at one entry', () => {
  test.each(PAIRS)('%s and %s', async (_, __, one, two) => {
    for (let round = 0; round < rounds(one, two); round += 1) {
      const { a, b, proposal, proposed } = await race(one, two, round);
      expect(a.ok || b.ok).toBe(true);
      expect(proposal).toBeDefined();
      for (const [answer, action, by] of [
        [a, one, ida],
        [b, two, otto],
      ] as const) {
        if (answer.ok) expect(proposed && action.isIn(proposed), `${action.name} was accepted`).toBe(true);
        else
          expect(
            await wroteNothing(by, proposal?.id),
            `${action.name} was refused: ${JSON.stringify(answer.error)}`,
          ).toBe(true);
      }
      const moved = (a.ok && one.moves) || (b.ok && two.moves);
      if (!moved) expect(proposal?.state).toBe('draft');
    }
  });

  test.each([fix, assign])(
    'what is refused for its sources leaves the change that an editor opened meanwhile as it is ($name)',
    async (action) => {
      await leastSources(5);
      for (let round = 0; round < ROUNDS; round += 1) {
        const { a, b, proposal, proposed } = await race(action, save, round);
        expect(a).toMatchObject({ ok: false });
        expect(b).toMatchObject({ ok: true });
        expect(proposal).toMatchObject({ state: 'draft', authors: [otto.person] });
        expect(proposed && (action.isIn(proposed) || !save.isIn(proposed))).toBe(false);
      }
    },
  );
});

describe('an action that breaks off in its midst', () => {
  const breaking = async (when: string, work: () => Promise<unknown>) => {
    await clear();
    await store.pool.query(
      `CREATE OR REPLACE FUNCTION break_off() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF ${when}
        THEN RAISE EXCEPTION 'broken off'; END IF; RETURN NEW; END $$`,
    );
    await store.pool.query(
      'CREATE OR REPLACE TRIGGER break_off BEFORE UPDATE ON proposal FOR EACH ROW EXECUTE FUNCTION break_off()',
    );
    await expect(work()).rejects.toThrow('broken off');
    await store.pool.query('DROP TRIGGER break_off ON proposal');
    expect((await readSnapshot(store, entry))?.proposal).toBeUndefined();
  };

  test.each([fix, assign])('leaves nothing: $name', async (action) => {
    await breaking("NEW.state = 'in_review'", () => action.run(ida));
    await breaking('NEW.note IS DISTINCT FROM OLD.note', () => action.run(ida));
  });
});
