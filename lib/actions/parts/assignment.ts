import { type Assignee, assign } from '../../domain/entry/assign.ts';
import type { EventId, PersonId } from '../../domain/ids.ts';
import type { Actor } from '../../domain/permission/actor.ts';
import { may } from '../../domain/permission/table.ts';
import type { Refusal } from '../../domain/refusals.ts';
import { ok, type Result, refuse } from '../../domain/result.ts';
import { writeAssignment } from '../../store/assigning.ts';
import { personInside } from '../../store/people.ts';
import type { Database } from '../../store/transaction.ts';
import { openStanding } from './move-proposal.ts';

/** Gives what is in review to a reviewer, or to nobody. */
export async function assignIn(
  db: Database,
  actor: Actor,
  event: EventId,
  to: PersonId | null,
): Promise<Result<{ event: EventId; to: PersonId | null }, Refusal>> {
  const open = await openStanding(db, actor, event, 'entry.assign');
  if (!open.ok) return open;
  const { id: proposal, version } = open.value.proposal;
  const assignee = to === null ? null : await readAssignee(db, to);
  if (assignee === undefined)
    return refuse({ code: 'invalid', fields: [{ field: 'to', message: 'is nobody of this newsroom.' }] });
  const decision = assign(open.value.proposal, assignee);
  if (!decision.ok) return decision;
  return (await writeAssignment(db, actor, { proposal, version }, decision.value.to))
    ? ok({ event, to })
    : refuse({ code: 'text-changed' });
}

async function readAssignee({ prisma }: Database, id: PersonId): Promise<Assignee | undefined> {
  const person = await personInside(prisma, { id });
  return (
    person && { id, name: person.name, reviews: !person.disabledAt && may({ role: person.role }, 'entry.approve') }
  );
}
