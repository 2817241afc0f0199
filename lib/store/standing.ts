import type { Day } from '../domain/day.ts';
import type { Proposal } from '../domain/entry/proposal.ts';
import type { EventId, RevisionId } from '../domain/ids.ts';
import type { RevisionText } from '../domain/revision/text.ts';
import type { Store } from './database.ts';
import { type ProposalRow, proposalFromRow, type RevisionRow, textFromRow } from './rows.ts';

/** A stored text with its id and hash. */
type StoredText = { revision: RevisionId; hash: string; text: RevisionText };

/** Where an event stands: what is published, and the open proposal with its text. */
export type Standing = {
  event: EventId;
  day: Day;
  title: string;
  slug: string | undefined;
  path: string | undefined;
  published: StoredText | undefined;
  proposal: Proposal | undefined;
  proposed: StoredText | undefined;
};

type Row = {
  id: number;
  day: string;
  title: string;
  slug: string | null;
  path: string | null;
  proposal: ProposalRow | null;
  proposed: RevisionRow | null;
  published: RevisionRow | null;
  authors: number[];
};

/** Reads where an event stands, in one query by primary key; undefined where there is no such event. */
export async function readStanding(store: Store, event: EventId): Promise<Standing | undefined> {
  const [row] = await store.prisma.$queryRaw<Row[]>`
    SELECT e.id, e.day::text AS day, e.title, e.slug, e.path,
           to_jsonb(p) AS proposal, to_jsonb(c) AS proposed, to_jsonb(b) AS published,
           ARRAY(SELECT DISTINCT author_id FROM revision WHERE proposal_id = p.id) AS authors
      FROM event e
      LEFT JOIN proposal p ON p.event_id = e.id AND p.state IN ('draft', 'in_review', 'changes_requested')
      LEFT JOIN revision c ON c.id = p.revision_id
      LEFT JOIN revision b ON b.id = e.published_revision_id
     WHERE e.id = ${event}`;
  if (!row) return undefined;
  const proposed = stored(row.proposed);
  return {
    event: row.id as EventId,
    day: row.day as Day,
    title: row.title,
    slug: row.slug ?? undefined,
    path: row.path ?? undefined,
    published: stored(row.published),
    proposed,
    proposal: row.proposal && proposed ? proposalFromRow(row.proposal, proposed.hash, row.authors) : undefined,
  };
}

function stored(row: RevisionRow | null): StoredText | undefined {
  return row ? { revision: row.id as RevisionId, hash: row.hash, text: textFromRow(row) } : undefined;
}
