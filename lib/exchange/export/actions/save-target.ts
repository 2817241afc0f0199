import { recordEvents } from '../../../audit/store/audit.ts';
import type { AppError } from '../../../kernel/app-error.ts';
import { problemsOf } from '../../../kernel/contract/problems.ts';
import { type Actor, forbidden } from '../../../kernel/permission/actor.ts';
import { fail, ok, type Result } from '../../../kernel/result.ts';
import type { Store } from '../../../platform/database/database.ts';
import { inTransaction, type Transaction } from '../../../platform/database/transaction.ts';
import { type TargetChange, type TargetInput, targetFields } from '../../../runs/contract/exports.ts';
import { wakeWorkers } from '../../../runs/store/runs.ts';
import { repositoryKey } from '../store/repository-key.ts';
import {
  insertTarget,
  liveTargets,
  lockTargets,
  type StoredTarget,
  targetNamed,
  updateTarget,
} from '../store/targets.ts';
import { innerRemoteProblem } from '../targets/inner-remote.ts';

export type SavedTarget = { id: number; version: number };

const NOBODY = 0;

/** Adds a target. Refused where its name is taken, or where another target writes to the same place. */
export async function createTarget(
  store: Store,
  actor: Actor,
  target: TargetInput,
): Promise<Result<SavedTarget, AppError>> {
  const no = forbidden(actor, 'target.manage') ?? (await leadsInside(target));
  if (no) return fail(no);
  return inTransaction(store, async (tx) => {
    await lockTargets(tx);
    const taken = await takenBy(tx, target, NOBODY);
    if (taken) return fail(taken);
    const id = await insertTarget(tx, actor.person, target);
    await recordEvents(tx, actor, { type: 'add-target', payload: detailsOf(id, target) });
    await wakeWorkers(tx);
    return ok({ id, version: 1 });
  });
}

/** Changes a target over the version that was read; what is left out stays as it is. */
export async function changeTarget(
  store: Store,
  actor: Actor,
  id: number,
  version: number,
  change: TargetChange,
): Promise<Result<SavedTarget, AppError>> {
  const no = forbidden(actor, 'target.manage') ?? (await leadsInside(change));
  if (no) return fail(no);
  return inTransaction(store, async (tx) => {
    await lockTargets(tx);
    const now = (await liveTargets(tx)).find((target) => target.id === id);
    if (!now) return fail<AppError>({ code: 'not-found', what: `Target ${id}` });
    if (now.version !== version) return fail<AppError>({ code: 'stale-target' });
    const whole = targetFields.safeParse(changed(now, change));
    if (!whole.success) return fail<AppError>({ code: 'invalid', fields: problemsOf(whole.error) });
    const taken = await takenBy(tx, whole.data, id);
    if (taken) return fail(taken);
    const next = await updateTarget(tx, id, version, whole.data);
    if (next === undefined) return fail<AppError>({ code: 'stale-target' });
    await recordEvents(tx, actor, { type: 'change-target', payload: detailsOf(id, whole.data) });
    await wakeWorkers(tx);
    return ok({ id, version: next });
  });
}

function changed({ id: _, version: __, ...now }: StoredTarget, change: TargetChange): object {
  return { ...now, ...Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)) };
}

/** The error of a git host of an inner network. A name is looked up before the targets are locked. */
async function leadsInside({ kind, place }: TargetChange): Promise<AppError | undefined> {
  const message = place === undefined || kind === 'folder' ? undefined : await innerRemoteProblem(place);
  return message === undefined ? undefined : { code: 'invalid', fields: [{ field: 'place', message }] };
}

async function takenBy(tx: Transaction, target: TargetInput, but: number): Promise<AppError | undefined> {
  const name = await targetNamed(tx, target.name, but);
  if (name !== undefined) return { code: 'name-taken', name: target.name, by: name };
  const other = (await liveTargets(tx)).find((one) => one.id !== but && meet(one, target));
  return (
    other && {
      code: 'invalid',
      fields: [
        {
          field: 'place',
          message: `is already used by “${other.name}”, or is inside it. Each target needs its own place.`,
        },
      ],
    }
  );
}

/**
 * Whether two targets would write over each other: the same branch of a repository, however its address is written, or
 * folders of which one is in the other.
 */
function meet(one: StoredTarget, other: TargetInput): boolean {
  if (one.kind !== other.kind) return false;
  if (one.kind === 'git')
    return branchOf(one) === branchOf(other) && repositoryKey(one.place) === repositoryKey(other.place);
  const [a, b] = [one.place, other.place].map((place) => `${place.toLowerCase().normalize('NFC')}/`);
  return a !== undefined && b !== undefined && (a.startsWith(b) || b.startsWith(a));
}

function branchOf({ settings }: Pick<StoredTarget, 'settings'>): string {
  return settings.branch ?? 'main';
}

function detailsOf(id: number, { name, kind, place }: TargetInput) {
  return { target: id, name, kind, place };
}
