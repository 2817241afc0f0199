import type { AppError } from '../../../kernel/app-error.ts';
import type { EntryId, RevisionId } from '../../../kernel/ids.ts';
import { STATE_NAMES } from '../../../kernel/newsroom/proposal.ts';
import { type Actor, forbidden } from '../../../kernel/permission/actor.ts';
import { fail, type Result } from '../../../kernel/result.ts';
import { inputOf } from '../../../kernel/revision/revise.ts';
import { isSmallFix } from '../../../kernel/revision/small-fix.ts';
import type { RevisionText } from '../../../kernel/revision/text.ts';
import type { Store } from '../../../platform/database/database.ts';
import { type Database, Overtaken, transact } from '../../../platform/database/transaction.ts';
import { readSnapshot } from '../store/entry-snapshot.ts';
import { writeNote } from '../store/proposal-sizes.ts';
import type { MovedProposal } from './parts/move-proposal.ts';
import { submitIn } from './parts/moves.ts';
import { saveOver } from './parts/save-text.ts';

/**
 * A small thing to mend in the published text that was seen: one field, or the name or address of the source at `url`.
 */
export type SmallFix = {
  revision: RevisionId;
  reason: string;
  fields: {
    headline?: string | undefined;
    topic?: string | undefined;
    summary?: string | undefined;
    source?: { url: string; name?: string | undefined; to?: string | undefined } | undefined;
  };
};

/**
 * Mends a small thing on a published page and puts that before the reviewers, in one go and within the same rules.
 * Where it cannot be submitted nothing is left behind, and what somebody else opened meanwhile is left alone.
 */
export function fixSmallThing(
  store: Store,
  actor: Actor,
  entry: EntryId,
  fix: SmallFix,
): Promise<Result<MovedProposal, AppError>> {
  return transact(store, (db) => fixIn(db, actor, entry, fix));
}

async function fixIn(
  db: Database,
  actor: Actor,
  entry: EntryId,
  fix: SmallFix,
): Promise<Result<MovedProposal, AppError>> {
  const no = forbidden(actor, 'entry.write') ?? forbidden(actor, 'entry.submit');
  if (no) return fail(no);
  const snapshot = await readSnapshot(db, entry);
  if (!snapshot) return fail({ code: 'not-found', what: `Entry ${entry}` });
  const { published, proposal } = snapshot;
  if (proposal)
    return fail({
      code: 'proposal-open',
      state: STATE_NAMES[proposal.state],
      withdraws: proposal.asks === 'withdraw',
    });
  if (!published) return fail({ code: 'not-published' });
  if (published.revision !== fix.revision) return fail({ code: 'stale-save' });
  if (!fix.reason.trim()) return fail({ code: 'reason-missing' });
  const mended = mend(published.text, fix.fields);
  if (!mended || !isSmallFix(published.text, mended)) return fail({ code: 'not-small' });
  const saved = await saveOver(db, actor, snapshot, {
    opened: { revision: published.revision },
    input: inputOf(mended),
  });
  if (!saved) throw new Overtaken();
  if (!saved.ok) return saved;
  if (saved.value.proposal === null) return fail({ code: 'nothing-changed' });
  await writeNote(db, saved.value.proposal, fix.reason.trim());
  return submitIn(db, actor, entry);
}

/** The text with the fix in it; undefined where the source that it names is not there. */
function mend(text: RevisionText, { source, ...fields }: SmallFix['fields']): RevisionText | undefined {
  const given = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
  if (!source) return { ...text, ...given };
  const at = text.sources.findIndex(({ url }) => url === source.url);
  if (at < 0) return undefined;
  const sources = text.sources.map((one, i) =>
    i === at ? { ...one, url: source.to ?? one.url, name: source.name ?? one.name } : one,
  );
  return { ...text, ...given, sources };
}
