import type { Day } from '../domain/day.ts';
import type { OpenProposal } from '../domain/entry/proposal.ts';
import type { Purpose } from '../domain/entry/purpose.ts';
import type { EventId } from '../domain/ids.ts';
import type { Store } from '../store/database.ts';
import { OPEN } from '../store/open-proposals.ts';
import { PURPOSE } from '../store/proposal-columns.ts';

/** A page as somebody compares it with others: the text that readers see or saw last, else the one of its draft. */
export type ComparedPage = {
  id: EventId;
  day: Day;
  path: string | null;
  topic: string;
  headline: string;
  summary: string;
  sources: { name: string; url: string }[];
  contexts: string[];
  stands: 'published' | 'withdrawn' | 'draft';
  proposal: { state: OpenProposal['state']; purpose: Purpose } | null;
};

/** Reads these events side by side, in one query by keys and small indexes. */
export async function readComparedPages(store: Store, events: readonly EventId[]): Promise<ComparedPage[]> {
  if (!events.length) return [];
  return store.prisma.$queryRaw<ComparedPage[]>`
    SELECT e.id, e.day::text AS day, e.path, r.topic, r.headline, r.summary,
           (SELECT coalesce(jsonb_agg(jsonb_build_object('name', s ->> 'name', 'url', s ->> 'url')), '[]') FROM jsonb_array_elements(r.sources) AS s) AS sources,
           ARRAY(SELECT m.name FROM unnest(r.contexts) WITH ORDINALITY AS listed (id, place) JOIN context_meaning m USING (id) GROUP BY m.means, m.name ORDER BY min(listed.place)) AS contexts,
           CASE WHEN e.published_revision_id IS NOT NULL THEN 'published' WHEN e.withdrawn_at IS NOT NULL THEN 'withdrawn' ELSE 'draft' END AS stands,
           CASE WHEN p.id IS NOT NULL THEN jsonb_build_object('state', p.state, 'purpose', ${PURPOSE}) END AS proposal
      FROM event e
      LEFT JOIN proposal p ON p.event_id = e.id AND p.state IN ${OPEN}
      JOIN revision r ON r.id = coalesce(e.published_revision_id, (SELECT revision_id FROM publication WHERE event_id = e.id ORDER BY id DESC LIMIT 1), p.revision_id)
     WHERE e.id = ANY(${[...events] as number[]}::int[]) ORDER BY e.day, e.id`;
}
