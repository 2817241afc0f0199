import { changeContext as ask } from '../../lib/editorial/contexts/actions/change-context.ts';
import { approveContextChange } from '../../lib/editorial/contexts/actions/decide-context-change.ts';
import {
  mergeContexts as askMerge,
  unmergeContext as askUnmerge,
} from '../../lib/editorial/contexts/actions/merge-contexts.ts';
import { readContextChange } from '../../lib/editorial/contexts/actions/read-context-change.ts';
import type { AppError } from '../../lib/kernel/app-error.ts';
import type { ContextId } from '../../lib/kernel/ids.ts';
import type { Actor } from '../../lib/kernel/permission/actor.ts';
import type { Result } from '../../lib/kernel/result.ts';
import type { Store } from '../../lib/platform/database/database.ts';
import { person } from './database.ts';

/**
 * The actions of the vocabulary in the hands of two people: what readers would see is approved by a second one at once,
 * by the preview that they read.
 */

type Asked = { version: number; pages: number; change: number | null };

const seconds = new WeakMap<Store, Promise<Actor>>();

export async function changeContext(store: Store, actor: Actor, id: ContextId, change: Parameters<typeof ask>[3]) {
  return approved(store, await ask(store, actor, id, change));
}

export async function mergeContexts(store: Store, actor: Actor, id: ContextId, merge: Parameters<typeof askMerge>[3]) {
  return approved(store, await askMerge(store, actor, id, merge));
}

export async function unmergeContext(store: Store, actor: Actor, id: ContextId, seen: { version: number }) {
  return approved(store, await askUnmerge(store, actor, id, seen));
}

async function approved<T extends Asked>(
  store: Store,
  asked: Result<T, AppError>,
): Promise<Result<Omit<T, 'change'>, AppError>> {
  if (!asked.ok) return asked;
  const { change, ...value } = asked.value;
  if (change === null) return { ok: true, value };
  const second = seconds.get(store) ?? person(store, 'reviewer', 'Second');
  seconds.set(store, second);
  const seen = await readContextChange(store, change);
  const done = await approveContextChange(store, await second, change, { hash: seen?.hash ?? '' });
  if (!done.ok) return done;
  const into = 'intoVersion' in value ? { intoVersion: Number(value.intoVersion) + 1 } : {};
  return { ok: true, value: { ...value, version: value.version + 1, ...into, pages: done.value.pages } };
}
