import type { AppError } from '../../../../kernel/app-error.ts';
import type { EntryId, PersonId } from '../../../../kernel/ids.ts';
import type { Actor } from '../../../../kernel/permission/actor.ts';
import { may } from '../../../../kernel/permission/table.ts';
import { fail, ok, type Result } from '../../../../kernel/result.ts';
import { personInside } from '../../../../people/store/people.ts';
import type { Database } from '../../../../platform/database/transaction.ts';
import { type Assignee, assign } from '../../rules/assign.ts';
import { writeAssignment } from '../../store/assigning.ts';
import { openSnapshot } from './move-proposal.ts';

/** Gives what is in review to a reviewer, or to nobody. */
export async function assignIn(
  db: Database,
  actor: Actor,
  entry: EntryId,
  to: PersonId | null,
): Promise<Result<{ entry: EntryId; to: PersonId | null }, AppError>> {
  const open = await openSnapshot(db, actor, entry, 'entry.assign');
  if (!open.ok) return open;
  const { id: proposal, version } = open.value.proposal;
  const assignee = to === null ? null : await readAssignee(db, to);
  if (assignee === undefined)
    return fail({ code: 'invalid', fields: [{ field: 'to', message: 'is not a person in this newsroom.' }] });
  const decision = assign(open.value.proposal, assignee);
  if (!decision.ok) return decision;
  return (await writeAssignment(db, actor, { proposal, version }, decision.value.to))
    ? ok({ entry, to })
    : fail({ code: 'text-changed' });
}

async function readAssignee({ prisma }: Database, id: PersonId): Promise<Assignee | undefined> {
  const person = await personInside(prisma, { id });
  return (
    person && { id, name: person.name, reviews: !person.disabledAt && may({ role: person.role }, 'entry.approve') }
  );
}
