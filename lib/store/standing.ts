import type { Day } from '../domain/day.ts';
import type { EventState } from '../domain/entry/event-state.ts';
import type { Proposal } from '../domain/entry/proposal.ts';
import type { EventId, RevisionId } from '../domain/ids.ts';
import type { RevisionText } from '../domain/revision/text.ts';
import type { Store } from './database.ts';
import { OPEN } from './open-proposals.ts';
import { AUTHORS } from './proposal-columns.ts';
import { type EventStateRow, eventStateFromRow, type ProposalRow, proposalFromRow, type RevisionRow, textFromRow } from './rows.ts';

/** A stored text with its id and hash. */
type StoredText = { revision: RevisionId; hash: string; text: RevisionText };

/** Where an event stands: how it stands with its readers, the text of that, and the open proposal with its own. */
export type Standing = {
  event: EventId;
  day: Day;
  title: string;
  slug: string | undefined;
  path: string | undefined;
  stands: EventState;
  published: StoredText | undefined;
  /** What readers saw last of a withdrawn page. */
  withdrawn: StoredText | undefined;
  proposal: Proposal | undefined;
  proposed: StoredText | undefined;
};

type Row = EventStateRow & {
  id: number;
  day: string;
  title: string;
  slug: string | null;
  path: string | null;
  proposal: ProposalRow | null;
  proposed: RevisionRow | null;
  authors: number[];
};

/** Whatever a standing can be read through: the store, or a transaction. */
export type Reader = { prisma: Pick<Store['prisma'], '$queryRaw'> };

/** Reads where an event stands, in one query by primary keys and small indexes; undefined where there is no such event. */
export async function readStanding(store: Reader, event: EventId): Promise<Standing | undefined> {
  const [row] = await store.prisma.$queryRaw<Row[]>`
    SELECT e.id, e.day::text AS day, e.title, e.slug, e.path, e.withdrawn_at, e.redirect_to,
           to_jsonb(p) AS proposal, to_jsonb(c) AS proposed, to_jsonb(b) AS published, to_jsonb(w) AS withdrawn,
           ${AUTHORS} AS authors
      FROM event e
      LEFT JOIN proposal p ON p.event_id = e.id AND p.state IN ${OPEN}
      LEFT JOIN revision c ON c.id = p.revision_id
      LEFT JOIN revision b ON b.id = e.published_revision_id
      LEFT JOIN revision w ON e.withdrawn_at IS NOT NULL AND w.id = (SELECT revision_id FROM publication WHERE event_id = e.id ORDER BY id DESC LIMIT 1)
     WHERE e.id = ${event}`;
  if (!row) return undefined;
  const proposed = stored(row.proposed);
  return {
    event: row.id as EventId,
    day: row.day as Day,
    title: row.title,
    slug: row.slug ?? undefined,
    path: row.path ?? undefined,
    stands: eventStateFromRow(row),
    published: stored(row.published),
    withdrawn: stored(row.withdrawn),
    proposed,
    proposal: row.proposal && proposed ? proposalFromRow(row.proposal, proposed.hash, row.authors) : undefined,
  };
}

function stored(row: RevisionRow | null): StoredText | undefined {
  return row ? { revision: row.id as RevisionId, hash: row.hash, text: textFromRow(row) } : undefined;
}
