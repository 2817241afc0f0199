import { recordEvents } from '../../../../audit/store/audit.ts';
import type { ContextId } from '../../../../kernel/ids.ts';
import { type Lendable, lentFields } from '../../../../kernel/newsroom/merging.ts';
import type { Actor } from '../../../../kernel/permission/actor.ts';
import type { Database, Transaction } from '../../../../platform/database/transaction.ts';
import { logNamed, noteNames } from '../../store/context-naming.ts';
import {
  branchOf,
  type Description,
  joinBranch,
  lockMeanings,
  type ManagedContext,
  moveUses,
  raiseVersion,
  setDescription,
} from '../../store/contexts.ts';
import type { Listener } from './look.ts';
import { contextOf, rollback, seenContext } from './manage-context.ts';

/** A merge over the versions that were seen; `keep` are fields that the one which stays does not take over. */
export type ContextMerge = {
  into: ContextId;
  version?: number | undefined;
  intoVersion?: number | undefined;
  keep?: Lendable[] | undefined;
};

/** The context that was merged or is its own again, and how many pages show other names since. */
export type MergedContext = { id: ContextId; version: number; into: ContextId; intoVersion: number; pages: number };

/**
 * Makes one context mean another. Its name and aliases lead there from then on, texts keep the id that they have, and
 * every page shows the name of the one that stays. All of it in one transaction: cut off in its midst it leaves
 * nothing.
 */
export async function mergeContextsIn(
  { prisma: tx }: Database,
  actor: Actor,
  id: ContextId,
  { into, version, intoVersion, keep = [] }: ContextMerge,
  look: Listener,
): Promise<MergedContext> {
  if (into === id)
    rollback({
      code: 'invalid',
      fields: [{ field: 'into', message: 'is the same context. Choose another one.' }],
    });
  const goes = await seenContext(tx, id, version);
  const stays = await seenContext(tx, into, intoVersion);
  const lent = lentFields(described(goes), described(stays)).filter((field) => !keep.includes(field));
  const branch = await branchOf(tx, id);
  const beside = await branchOf(tx, into);
  await look({ of: { means: id, raw: branch }, beside, becomes: { means: into, name: stays.name } });
  await lockMeanings(tx);
  await noteNames(tx, branch);
  const pages = await logNamed(tx, { means: id, raw: branch }, beside);
  await joinBranch(tx, id, branch, into, lent);
  await moveUses(tx, branch, id, into);
  if (lent.length) await setDescription(tx, into, taking(stays, goes, lent));
  await raiseVersion(tx, id, into);
  await recordEvents(tx, actor, {
    type: 'merge-contexts',
    payload: { context: id, of: goes.name, into, name: stays.name, lent, pages },
  });
  return { id, version: goes.version + 1, into, intoVersion: stays.version + 1, pages };
}

/**
 * Takes a merge back: the context is its own again with its names, with all that was merged into it before, and the
 * texts that name it are its own. What the other one took over and still says goes back.
 */
export async function unmergeContextIn(
  { prisma: tx }: Database,
  actor: Actor,
  id: ContextId,
  { version }: { version?: number | undefined },
  look: Listener,
): Promise<MergedContext> {
  const back = await contextOf(tx, id);
  if (back.joinedTo === null || back.mergedInto === null)
    return rollback({ code: 'context-not-merged', name: back.name });
  if (version !== undefined && back.version !== version) return rollback({ code: 'stale-context' });
  const held = await contextOf(tx, back.joinedTo);
  const branch = await branchOf(tx, id);
  const beside = (await branchOf(tx, back.mergedInto)).filter((other) => !branch.includes(other));
  await look({ of: { means: back.mergedInto, raw: branch }, beside, becomes: { means: id, name: back.name } });
  await lockMeanings(tx);
  await noteNames(tx, branch);
  const pages = await logNamed(tx, { means: back.mergedInto, raw: branch }, beside);
  await joinBranch(tx, id, branch, null, []);
  await moveUses(tx, branch, back.mergedInto, id);
  await giveBack(tx, held, back);
  await raiseVersion(tx, id, held.id);
  await recordEvents(tx, actor, {
    type: 'unmerge-contexts',
    payload: { context: id, of: back.name, from: held.id, name: held.name, pages },
  });
  return { id, version: back.version + 1, into: held.id, intoVersion: held.version + 1, pages };
}

function described({ kind, description, wikidataId }: ManagedContext): Record<Lendable, string> {
  return { kind, description, wikidataId: wikidataId ?? '' };
}

/** What a context says about itself with these fields of another one. */
function taking(own: Description, from: Description, fields: readonly Lendable[]): Description {
  const pick = <Field extends Lendable>(field: Field) => (fields.includes(field) ? from : own)[field];
  return { kind: pick('kind'), description: pick('description'), wikidataId: pick('wikidataId') };
}

async function giveBack(tx: Transaction, held: ManagedContext, back: ManagedContext): Promise<void> {
  const still = back.lent.filter((field) => held[field] === back[field]);
  if (still.length)
    await setDescription(tx, held.id, taking(held, { kind: '', description: '', wikidataId: null }, still));
}
