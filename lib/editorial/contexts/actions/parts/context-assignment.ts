import type { AppError } from '../../../../kernel/app-error.ts';
import type { EntryId } from '../../../../kernel/ids.ts';
import { type Proposal, STATE_NAMES } from '../../../../kernel/newsroom/proposal.ts';
import { type Actor, forbidden } from '../../../../kernel/permission/actor.ts';
import { fail, ok, type Result } from '../../../../kernel/result.ts';
import { inputOf } from '../../../../kernel/revision/revise.ts';
import { type Database, Overtaken } from '../../../../platform/database/transaction.ts';
import { submitIn } from '../../../entries/actions/parts/moves.ts';
import { saveOver } from '../../../entries/actions/parts/save-text.ts';
import { readSnapshot } from '../../../entries/store/entry-snapshot.ts';
import { writeNote } from '../../../entries/store/proposal-sizes.ts';
import { live } from '../../../published/published.ts';
import { type Assigning, assigned } from '../../rules/assigning.ts';
import { meantIds } from '../../rules/meaning.ts';
import { readMeanings } from '../../store/meanings.ts';

/**
 * Adds, removes or replaces a context of one entry through its proposal: the one that is in review goes on, an own
 * draft and a new one are handed in with `note`. What somebody else still writes at is left alone. Belongs into one
 * transaction, which an error takes back.
 */
export async function assignContextIn(
  db: Database,
  actor: Actor,
  entry: EntryId,
  wish: Assigning,
  note = '',
): Promise<Result<{ entry: EntryId }, AppError>> {
  const no = forbidden(actor, 'entry.write');
  if (no) return fail(no);
  const snapshot = await readSnapshot(db, entry);
  const status = snapshot?.proposed ?? snapshot?.published;
  if (!snapshot || !status) return fail({ code: 'not-found', what: `Entry ${entry}` });
  const { proposal } = snapshot;
  if (proposal && isElsewhere(proposal, actor))
    return fail({ code: 'in-other-hands', state: STATE_NAMES[proposal.state] });
  const asked = [wish.context, ...('by' in wish ? [wish.by] : [])];
  const { meanings } = await readMeanings(live(db.pool), [...status.text.contexts, ...asked]);
  const [context = wish.context, by = context] = asked.map((id) => meanings(id)?.means ?? id);
  const contexts = assigned(meantIds(status.text.contexts, meanings), {
    ...wish,
    context,
    ...('by' in wish ? { by } : {}),
  });
  if (!contexts)
    return fail({
      code: 'invalid',
      fields: [{ field: 'contexts', message: wish.action === 'add-context' ? 'already have it.' : 'do not have it.' }],
    });
  const saved = await saveOver(db, actor, snapshot, {
    opened: { revision: status.revision },
    input: { ...inputOf(status.text), contexts },
  });
  if (!saved) throw new Overtaken();
  if (!saved.ok) return saved;
  if (proposal?.state === 'in_review') return ok({ entry });
  const submitted = await submitIn(db, actor, entry);
  if (!submitted.ok) return submitted;
  if (note.trim() && saved.value.proposal) await writeNote(db, saved.value.proposal, note.trim());
  return ok({ entry });
}

function isElsewhere(proposal: Proposal, { person }: Actor): boolean {
  return proposal.state !== 'in_review' && !proposal.authors.includes(person);
}
