import { Prisma } from './generated/client.ts';

/** `purposeOf`, of a proposal `p` on an event `e`. */
export const PURPOSE = Prisma.sql`CASE WHEN p.withdraws THEN 'withdraw' WHEN e.published_revision_id IS NOT NULL THEN 'change' WHEN e.withdrawn_at IS NOT NULL THEN 'return' ELSE 'new' END`;

/** Whoever wrote any part of a proposal `p` or of a draft whose text went into it, as an array of ids; of a withdrawal, whoever asked for it. */
export const AUTHORS = Prisma.sql`CASE WHEN p.withdraws THEN ARRAY[p.opened_by] ELSE ARRAY(SELECT DISTINCT written.author_id FROM revision written
  WHERE written.proposal_id = ANY(p.id || ARRAY(SELECT joined.id FROM proposal joined WHERE joined.joined_into = p.id)) ORDER BY 1) END`;

/** What a proposal loses with its text or its state: an approval for later is of one content in review. */
export const UNSCHEDULED = Prisma.sql`publish_at = NULL, scheduled_by = NULL, scheduled_hash = NULL`;
