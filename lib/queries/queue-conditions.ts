import type { PersonId } from '../domain/ids.ts';
import type { QueueFilter } from '../schemas/review.ts';
import { Prisma } from '../store/generated/client.ts';
import { AUTHORS, PURPOSE } from '../store/proposal-columns.ts';

/** Who looks at the queue: `fourEyes` says whether their own work is somebody else's to decide. */
export type QueueReader = { person: PersonId; fourEyes: boolean };

/** The time that a list is in the order of: what is set to be published by that time, anything else by when it was submitted. */
export function orderOf({ filter }: QueueFilter): Prisma.Sql {
  return filter === 'scheduled' ? Prisma.sql`p.publish_at` : Prisma.sql`p.submitted_at`;
}

/**
 * What a filter asks of a proposal `p`. The lists have partial indexes of their own; what is asked beside that is looked up row by row of
 * the queue, through keys, so that nothing else is read.
 */
export function conditionsOf({ filter, author, from, to, purpose }: QueueFilter, { person, fourEyes }: QueueReader): Prisma.Sql {
  const asked = [Prisma.sql`p.state = 'in_review'`];
  if (filter === 'mine') asked.push(Prisma.sql`(p.assigned_to IS NULL OR p.assigned_to = ${person}) AND p.publish_at IS NULL`);
  if (filter === 'mine' && fourEyes) asked.push(Prisma.sql`${person} <> ALL(${AUTHORS})`);
  if (filter === 'assigned') asked.push(Prisma.sql`p.assigned_to IS NOT NULL AND p.assigned_to = ${person}`);
  if (filter === 'unassigned') asked.push(Prisma.sql`p.assigned_to IS NULL`);
  if (filter === 'small') asked.push(Prisma.sql`p.is_small AND p.sized_revision_id = p.revision_id`);
  if (filter === 'scheduled') asked.push(Prisma.sql`p.publish_at IS NOT NULL`);
  if (filter === 'comments') asked.push(Prisma.sql`(SELECT count(*) FROM comment_thread t WHERE t.proposal_id = p.id AND t.resolved_at IS NULL) > 0`);
  if (author !== undefined) asked.push(Prisma.sql`${author}::int = ANY(${AUTHORS})`);
  const day = Prisma.sql`(SELECT d.day FROM revision d WHERE d.id = p.revision_id)`;
  if (from !== undefined) asked.push(Prisma.sql`${day} >= ${from}::date`);
  if (to !== undefined) asked.push(Prisma.sql`${day} <= ${to}::date`);
  if (purpose !== undefined) asked.push(Prisma.sql`(SELECT ${PURPOSE} FROM event e WHERE e.id = p.event_id) = ${purpose}`);
  return Prisma.join(asked, ' AND ');
}
