import type { AppError } from '../../kernel/app-error.ts';
import { type Actor, forbidden } from '../../kernel/permission/actor.ts';
import { fail, ok, type Result } from '../../kernel/result.ts';
import type { Store } from '../../platform/database/database.ts';
import { deleteSavedSearch, insertSavedSearch, type KeptSearch, savedSearchOwner } from './saved-search-rows.ts';

/** Keeps a search under a name that this person has not used yet. */
export async function saveSearch(
  store: Store,
  actor: Actor,
  search: Omit<KeptSearch, 'id'>,
): Promise<Result<{ id: number }, AppError>> {
  const no = forbidden(actor, 'account.own');
  if (no) return fail(no);
  const id = await insertSavedSearch(store, actor.person, search);
  return id === undefined ? fail({ code: 'name-taken', name: search.name, by: search.name }) : ok({ id });
}

/** Forgets one's own saved search; an admin may take away what somebody shared with everybody. */
export async function removeSavedSearch(store: Store, actor: Actor, id: number): Promise<Result<KeptSearch, AppError>> {
  const no = forbidden(actor, 'account.own');
  if (no) return fail(no);
  const owner = await savedSearchOwner(store, id);
  const gone = { code: 'not-found', what: `Saved search ${id}` } as const;
  if (!owner || (owner.person !== actor.person && !owner.shared)) return fail(gone);
  if (owner.person !== actor.person && actor.role !== 'admin')
    return fail({ code: 'not-allowed', permission: 'account.own' });
  const removed = await deleteSavedSearch(store, id);
  return removed ? ok(removed) : fail(gone);
}
