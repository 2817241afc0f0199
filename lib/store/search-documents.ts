import type pg from 'pg';
import type { Learned } from './learned.ts';

/**
 * Keeps what is searched of each entry: the text that somebody works on, else the published one, else the last that there was. The words stand
 * in it as they are written and as stems, without accents; beside them the names of contexts, their aliases, and publishers.
 */
export async function learnSearch(client: pg.ClientBase, batch: readonly Learned[]): Promise<void> {
  const events = batch.map((one) => one.event);
  const revisions = batch.map((one) => one.current?.revision ?? null);
  await client.query({ name: 'learn-search-texts', text: TEXTS, values: [events, revisions] });
  await client.query(NEW_PUBLISHERS);
  await client.query(NEW_DOCUMENTS);
  await client.query({ name: 'learn-search-words', text: COUNT_WORDS, values: [events] });
  await client.query({ name: 'learn-search-publishers', text: COUNT_PUBLISHERS, values: [events] });
  await client.query({ name: 'learn-search-replace', text: REPLACE, values: [events] });
  await client.query('DROP TABLE search_text, search_new');
}

/** The texts of the batch, those of which nobody works on one and none is published by their last one. */
const TEXTS = `CREATE TEMPORARY TABLE search_text ON COMMIT DROP AS
  SELECT e.id AS event_id, e.day, coalesce(r.kept ->> 'edition', '2017') AS edition, r.topic || ' ' || r.headline AS title, r.summary, r.contexts,
         ARRAY(SELECT DISTINCT btrim(s ->> 'name') FROM jsonb_array_elements(r.sources) s WHERE btrim(s ->> 'name') <> '') AS publishers
    FROM unnest($1::int[], $2::int[]) AS asked (event, revision) JOIN event e ON e.id = asked.event
    JOIN revision r ON r.id = coalesce(asked.revision, (SELECT max(l.id) FROM revision l WHERE l.event_id = e.id))`;

const NEW_PUBLISHERS = `INSERT INTO search_publisher (name)
  SELECT DISTINCT ON (fold(name)) name FROM (SELECT DISTINCT unnest(publishers) AS name FROM search_text) named ORDER BY fold(name), name
  ON CONFLICT (folded) DO NOTHING`;

/** A gap between the parts, so that no phrase reaches from one into the next. */
const GAP = `|| $$' ':2$$::tsvector ||`;

const weighted = (text: string, weight: string) => `setweight(to_tsvector('simple', ${text}), '${weight}')`;

const NEW_DOCUMENTS = `CREATE TEMPORARY TABLE search_new ON COMMIT DROP AS
  WITH publisher AS MATERIALIZED (
    SELECT t.event_id, array_agg(DISTINCT p.id) AS ids, string_agg(n.name, ' , ') AS names FROM search_text t, unnest(t.publishers) AS n (name)
      JOIN search_publisher p ON p.folded = fold(n.name) GROUP BY t.event_id),
  named AS MATERIALIZED (
    SELECT raw.id, plain_words(string_agg(names.name, ' , ')) AS names FROM (SELECT DISTINCT unnest(contexts) AS id FROM search_text) raw JOIN context_meaning m ON m.id = raw.id
      JOIN LATERAL (SELECT m.name UNION SELECT c.name FROM context c WHERE c.id = raw.id
        UNION ALL SELECT a.name FROM context_alias a WHERE a.context_id = m.means) names ON true GROUP BY raw.id),
  context_names AS MATERIALIZED (
    SELECT t.event_id, string_agg(named.names, ' ') AS names FROM search_text t, unnest(t.contexts) AS c (id) JOIN named USING (id) GROUP BY t.event_id),
  plain AS MATERIALIZED (
    SELECT t.event_id, t.day, t.edition, t.contexts, coalesce(p.ids, '{}') AS publishers, plain_words(t.title) AS title, plain_words(t.summary) AS summary,
           coalesce(c.names, '') AS names, coalesce(plain_words(p.names), '') AS printed
      FROM search_text t LEFT JOIN publisher p USING (event_id) LEFT JOIN context_names c USING (event_id))
  SELECT event_id, day, edition, contexts, publishers,
         ts_delete(${weighted('title', 'A')} ${GAP} ${weighted('names', 'B')} ${GAP} ${weighted('summary', 'C')} ${GAP} ${weighted('printed', 'D')}, ' ')
           || strip(to_tsvector('english', title || ' ' || summary || ' ' || names)) AS document
    FROM plain`;

/** Words as they are written have places in a document; stems have none. */
const COUNT_WORDS = `INSERT INTO search_word AS known (word, documents, found)
  SELECT word, coalesce(sum(n) FILTER (WHERE written), 0)::int, sum(n)::int FROM (
    SELECT t.lexeme AS word, t.positions IS NOT NULL AS written, 1 AS n FROM search_new, unnest(document) t UNION ALL
    SELECT t.lexeme, t.positions IS NOT NULL, -1 FROM search_document, unnest(document) t WHERE event_id = ANY($1::int[])) change
  GROUP BY word HAVING sum(n) <> 0 OR sum(n) FILTER (WHERE written) <> 0 ORDER BY word
  ON CONFLICT (word) DO UPDATE SET documents = known.documents + excluded.documents, found = known.found + excluded.found`;

const COUNT_PUBLISHERS = `UPDATE search_publisher p SET entries = p.entries + change.n FROM (
    SELECT id, sum(n)::int AS n FROM (
      SELECT unnest(publishers) AS id, 1 AS n FROM search_new UNION ALL SELECT unnest(publishers), -1 FROM search_document WHERE event_id = ANY($1::int[])) one
    GROUP BY id HAVING sum(n) <> 0) change
  WHERE p.id = change.id`;

const REPLACE = `WITH gone AS (DELETE FROM search_document WHERE event_id = ANY($1::int[]) AND NOT EXISTS (SELECT FROM search_new n WHERE n.event_id = search_document.event_id))
  INSERT INTO search_document (event_id, day, edition, contexts, publishers, document) SELECT event_id, day, edition, contexts, publishers, document FROM search_new ORDER BY day, event_id
  ON CONFLICT (event_id) DO UPDATE SET day = excluded.day, edition = excluded.edition, contexts = excluded.contexts, publishers = excluded.publishers, document = excluded.document`;
