import type { Store } from '../../../platform/database/database.ts';

/** A person as a commit names one. */
export type Committer = { name: string; email: string };

/**
 * What changed of an event or of the rest between two positions of the log. `title` is the headline, or the path where
 * there is none.
 */
export type NamedChange = {
  kind: 'published' | 'updated' | 'withdrawn' | 'day' | 'prose';
  path: string;
  title: string;
};

/**
 * Who changed what between two positions of the log, and who approved it; the lists hold the latest, the counts all.
 */
export type ChangeAuthors = {
  changes: NamedChange[];
  counts: { published: number; updated: number; withdrawn: number; day: number; prose: number };
  /** In the order of their last change. An import's author is whoever imported. */
  authors: Committer[];
  /** Those who approved what others had written. */
  approvers: Committer[];
};

/**
 * Where only the name of a context changed, nobody wrote the page anew. A day that a publication put in order anew is
 * no change of its own, nor is the address that a moved page left: its new one, the change behind it, tells of it.
 */
const SINCE = `
  WITH since AS (
    SELECT DISTINCT ON (c.kind IN ('published', 'updated', 'withdrawn'), c.path) c.position, c.kind, c.path, c.event_id, coalesce(r.headline, e.title, c.path) AS title,
        CASE WHEN NOT c.naming THEN coalesce(r.author_id, w.opened_by, o.author_id) END AS author,
        CASE WHEN NOT c.naming THEN coalesce(nullif(p.approved_by, r.author_id), nullif(w.decided_by, w.opened_by)) END AS approver
      FROM archive_change c
      LEFT JOIN publication p ON p.id = c.publication_id
      LEFT JOIN revision r ON r.id = p.revision_id
      LEFT JOIN event e ON e.id = c.event_id
      LEFT JOIN day_order o ON o.id = c.order_id
      LEFT JOIN LATERAL (SELECT opened_by, decided_by FROM proposal WHERE c.kind = 'withdrawn' AND event_id = c.event_id AND withdraws AND state = 'approved'
        ORDER BY decided_at DESC LIMIT 1) w ON true
     WHERE c.position > $1 AND c.position <= $2
     ORDER BY c.kind IN ('published', 'updated', 'withdrawn'), c.path, c.naming, c.position DESC
  ), told AS (
    SELECT * FROM since s WHERE CASE kind
      WHEN 'day' THEN NOT EXISTS (SELECT FROM since e WHERE e.kind IN ('published', 'withdrawn') AND regexp_replace(e.path, '[^/]+$', 'index.md') = s.path)
      WHEN 'withdrawn' THEN NOT EXISTS (SELECT FROM archive_change n WHERE n.position = s.position + 1 AND n.event_id = s.event_id AND n.kind = 'published')
      ELSE true END
  )`;

/** Reads the log behind a position up to another. `most` bounds the lists. */
export async function changeAuthors(store: Store, after: number, upTo: number, most: number): Promise<ChangeAuthors> {
  const { rows } = await store.pool.query<Row>(
    `${SINCE} SELECT
       (SELECT coalesce(jsonb_agg(jsonb_build_object('kind', kind, 'path', path, 'title', title) ORDER BY position), '[]')
          FROM (SELECT * FROM told ORDER BY position DESC LIMIT $3) latest) AS changes,
       (SELECT coalesce(jsonb_object_agg(kind, n), '{}') FROM (SELECT kind, count(*) AS n FROM told GROUP BY kind) kinds) AS counts,
       ${people('author')} AS authors,
       ${people('approver')} AS approvers`,
    [after, upTo, most],
  );
  const [row] = rows;
  if (!row) throw new Error('The log of changes says nothing.');
  return { ...row, counts: { published: 0, updated: 0, withdrawn: 0, day: 0, prose: 0, ...row.counts } };
}

type Row = Omit<ChangeAuthors, 'counts'> & { counts: Partial<ChangeAuthors['counts']> };

function people(role: 'author' | 'approver'): string {
  return `(SELECT coalesce(jsonb_agg(jsonb_build_object('name', name, 'email', email) ORDER BY last), '[]')
    FROM (SELECT q.name, q.email, t.last FROM (SELECT ${role} AS id, max(position) AS last FROM told WHERE ${role} IS NOT NULL GROUP BY ${role}) t
      JOIN person q ON q.id = t.id ORDER BY t.last DESC LIMIT $3) latest)`;
}
