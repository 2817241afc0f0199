import type { AppError } from '../../../kernel/app-error.ts';
import type { EntryId } from '../../../kernel/ids.ts';
import type { Actor } from '../../../kernel/permission/actor.ts';
import { fail, ok, type Result } from '../../../kernel/result.ts';
import { inputOf } from '../../../kernel/revision/revise.ts';
import { checkText } from '../../../layout/checked-text.ts';
import { contentHash } from '../../../platform/content-hash.ts';
import type { Store } from '../../../platform/database/database.ts';
import { type Database, transact } from '../../../platform/database/transaction.ts';
import type { SeenText } from '../rules/approve.ts';
import { readAuthor } from '../store/earlier-texts.ts';
import { mergeBase } from '../store/entry-writing.ts';
import { type BaseMerge, mergeOfBase } from './parts/base-merge.ts';
import { openSnapshot } from './parts/move-proposal.ts';
import type { SaveOutcome } from './parts/save-text.ts';

/**
 * Puts an open proposal on top of what is published now, where nothing clashes: the text that was `seen` with the
 * changes of the published one. It keeps its authors, since no word is the actor's own, and its state; what it says now
 * has to be approved by its new hash. Where something clashes, nothing is written and the error `stale-base` has the
 * texts.
 */
export function rebaseEntry(
  store: Store,
  actor: Actor,
  entry: EntryId,
  seen: SeenText,
): Promise<Result<SaveOutcome, AppError>> {
  return transact(store, (db) => mergeIn(db, actor, entry, seen));
}

async function mergeIn(
  db: Database,
  actor: Actor,
  entry: EntryId,
  seen: SeenText,
): Promise<Result<SaveOutcome, AppError>> {
  const open = await openSnapshot(db, actor, entry, 'entry.write');
  if (!open.ok) return open;
  const { proposal, snapshot } = open.value;
  const { published } = snapshot;
  if (proposal.asks === 'withdraw') return fail({ code: 'withdrawal-open' });
  if (proposal.hash !== seen.hash) return fail({ code: 'text-changed' });
  const at = {
    entry,
    proposal: proposal.id,
    version: proposal.version,
    revision: proposal.revision,
    hash: proposal.hash,
  };
  if (proposal.base === published?.revision)
    return ok({ ...at, current: proposal.revision, changed: false, merged: null });
  const merge = await mergeOfBase(db, snapshot);
  if (!merge || !published) return fail({ code: 'stale-base', mergeable: false });
  if (merge.clashes.length) return fail({ code: 'stale-base', mergeable: false, ...shown(merge) });
  const text = checkText(merge.text, [merge.base, merge.theirs, merge.mine]);
  if (!text.ok) return fail({ code: 'invalid', fields: text.error });
  const by = await readAuthor(db, published.revision);
  const onto = {
    text: text.value,
    hash: contentHash(merge.text),
    base: proposal.base,
    onto: published.revision,
    fields: merge.fromTheirs,
    by: [by.id],
  };
  const done = await mergeBase(db, actor, at, onto);
  return done
    ? ok({ ...done, changed: true, merged: { fields: merge.fromTheirs, by: [by] } })
    : fail({ code: 'text-changed' });
}

function shown({ clashes, base, theirs, mine }: BaseMerge) {
  return { clashes, base: base ? inputOf(base) : null, theirs: inputOf(theirs), mine: inputOf(mine) };
}
