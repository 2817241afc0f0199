import type { ContextId } from '../../../../kernel/ids.ts';
import type { Lendable } from '../../../../kernel/newsroom/merging.ts';
import type { Actor } from '../../../../kernel/permission/actor.ts';
import type { Database } from '../../../../platform/database/transaction.ts';
import { readNewsroomSettings } from '../../../../platform/settings/newsroom-settings.ts';
import { insertContextChange } from '../../store/context-changes.ts';
import { readTouched } from '../../store/context-naming.ts';
import { type ContextChange, changeContextIn } from './context-change.ts';
import { mergeContextsIn, unmergeContextIn } from './context-merge.ts';
import { type Listener, letThrough } from './look.ts';
import { rollback } from './manage-context.ts';

/** A change of names as it is kept until somebody decides on it. */
export type ChangeRequest =
  | { kind: 'rename'; change: Omit<ContextChange, 'version'> }
  | { kind: 'merge'; into: ContextId; keep?: Lendable[] | undefined }
  | { kind: 'unmerge' };

/** What was done, or would be: then `change` is the id under which it waits for somebody else. */
export type OrRequested<T> = T & { change: number | null };

/** A change that readers would see stops here, before anything is written. */
class WouldBeSeen extends Error {
  readonly pages: number;

  constructor(pages: number) {
    super('readers would see this');
    this.pages = pages;
  }
}

/** Does what no reader sees; anything else is put before the reviewers, where the newsroom wants a second person. */
export async function doOrAsk<T extends object>(
  db: Database,
  actor: Actor,
  context: ContextId,
  asked: ChangeRequest,
  work: (look: Listener) => Promise<T>,
  waiting: (pages: number) => T,
): Promise<OrRequested<T>> {
  const { fourEyes } = await readNewsroomSettings(db);
  try {
    return { ...(await work(fourEyes ? (seen) => stopIfSeen(db, seen) : letThrough)), change: null };
  } catch (error) {
    if (!(error instanceof WouldBeSeen)) throw error;
    const change = await insertContextChange(db.prisma, actor, context, asked);
    return change === undefined ? rollback({ code: 'change-waits' }) : { ...waiting(error.pages), change };
  }
}

/** Does a change that was asked for. */
export function carryOutChange(
  db: Database,
  actor: Actor,
  context: ContextId,
  asked: ChangeRequest,
  look: Listener,
): Promise<{ pages: number }> {
  if (asked.kind === 'rename') return changeContextIn(db, actor, context, asked.change, look);
  if (asked.kind === 'merge') return mergeContextsIn(db, actor, context, asked, look);
  return unmergeContextIn(db, actor, context, {}, look);
}

async function stopIfSeen({ prisma }: Database, { of, beside }: Parameters<Listener>[0]): Promise<void> {
  const { pages } = await readTouched(prisma, of, beside, 0);
  if (pages > 0) throw new WouldBeSeen(pages);
}
