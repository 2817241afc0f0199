import { recordEvents } from '../../../../audit/store/audit.ts';
import type { ContextId } from '../../../../kernel/ids.ts';
import type { Actor } from '../../../../kernel/permission/actor.ts';
import { contextNameProblem } from '../../../../kernel/text/markup.ts';
import type { Database, Transaction } from '../../../../platform/database/transaction.ts';
import { logNamed, noteNames } from '../../store/context-naming.ts';
import { contextsNear } from '../../store/context-near.ts';
import {
  addAliases,
  branchOf,
  type Description,
  holderOf,
  type ManagedContext,
  raiseVersion,
  removeAliases,
  rename,
  setDescription,
} from '../../store/contexts.ts';
import type { Listener } from './look.ts';
import { rollback, seenContext } from './manage-context.ts';

/** What somebody changes of a context, over the version that was seen. */
export type ContextChange = {
  version?: number | undefined;
  name?: string | undefined;
  kind?: Description['kind'] | undefined;
  description?: string | undefined;
  wikidataId?: string | null | undefined;
  addAliases?: string[] | undefined;
  removeAliases?: string[] | undefined;
  despite?: boolean | undefined;
};

/** The context that was changed, and how many pages show its new name. */
export type ChangedContext = { id: ContextId; version: number; pages: number };

/**
 * Names or describes a context. A new name is on all pages from then on, the one before stays an alias; one that
 * another context has is refused, and so is one that looks like another's, unless it should be `despite` that.
 */
export async function changeContextIn(
  db: Database,
  actor: Actor,
  id: ContextId,
  change: ContextChange,
  look: Listener,
): Promise<ChangedContext> {
  const { prisma: tx } = db;
  const before = await seenContext(tx, id, change.version);
  const { name, kind = before.kind, description = before.description, wikidataId = before.wikidataId } = change;
  const pages = name === undefined || name === before.name ? 0 : await giveName(db, before, name, look, change.despite);
  await setDescription(tx, id, { kind, description, wikidataId });
  await removeAliases(tx, id, change.removeAliases ?? []);
  for (const alias of change.addAliases ?? []) await free(tx, alias, id, 'addAliases');
  await addAliases(tx, id, (change.addAliases ?? []).slice());
  await raiseVersion(tx, id);
  await recordEvents(tx, actor, { type: 'change-context', payload: detailsOf(before, change) });
  return { id, version: before.version + 1, pages };
}

async function giveName(
  { prisma: tx, pool }: Database,
  before: ManagedContext,
  name: string,
  look: Listener,
  despite = false,
): Promise<number> {
  const { id } = before;
  await free(tx, name, id, 'name');
  const near = despite ? [] : await contextsNear(pool, name, [id]);
  if (near.length) rollback({ code: 'names-near', name, near });
  const branch = await branchOf(tx, id);
  await look({ of: { means: id, raw: branch }, beside: [], becomes: { means: id, name } });
  await noteNames(tx, [id]);
  await removeAliases(tx, id, [name]);
  await rename(tx, id, name);
  if ((await holderOf(tx, before.name))?.id !== id) await addAliases(tx, id, [before.name]);
  return logNamed(tx, { means: id, raw: branch });
}

/**
 * Takes everything back where pages could not list a name, and where it is another context's. An own alias may become
 * the name.
 */
async function free(tx: Transaction, name: string, own: ContextId, field: 'name' | 'addAliases'): Promise<void> {
  const wrong = contextNameProblem(name);
  if (wrong) rollback({ code: 'invalid', fields: [{ field, message: wrong }] });
  const holder = await holderOf(tx, name);
  if (!holder || (holder.id === own && field === 'name') || (holder.id === own && holder.alias)) return;
  if (holder.id === own) rollback({ code: 'invalid', fields: [{ field, message: `“${name}” is already its name.` }] });
  if (holder.means === own) {
    const message =
      `“${name}” is the name of a context that was merged into this one. Undo that merge, then merge ` +
      'in the other direction.';
    rollback({ code: 'invalid', fields: [{ field, message }] });
  }
  rollback({ code: 'name-taken', name, by: holder.name });
}

function detailsOf(before: ManagedContext, { version: _, despite: __, ...change }: ContextChange) {
  return { context: before.id, of: before.name, ...change, ...(change.name === undefined ? {} : { was: before.name }) };
}
