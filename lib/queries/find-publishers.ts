import { plainWordsOf } from '../domain/search/marks.ts';
import type { Store } from '../store/database.ts';
import { Prisma } from '../store/generated/client.ts';
import { readRows } from '../store/read-rows.ts';

/** A publisher that a type-ahead offers: a name that sources give, or a managed one, with its domains and how many entries have a source of this name. */
export type FoundPublisher = { name: string; entries: number; domains: string[] };

const MOST = 10;
const MOST_OFFERED = 200;
const MOST_DOMAINS = 50;
const SHOWN_DOMAINS = 3;

/** Publishers whose name has words that begin like the typed ones, or that have a domain which begins like them. The most used come first. */
export async function findPublishers(store: Store, typed: string): Promise<FoundPublisher[]> {
  const words = plainWordsOf(typed);
  if (!words.length) return [];
  const query = words.map((word) => `'${word}':*`).join(' & ');
  const domain = typed.trim().toLowerCase();
  return readRows<FoundPublisher>(
    store,
    Prisma.sql`
    WITH managed AS (
      SELECT p.id, p.name, p.folded FROM publisher p WHERE p.folded ~>=~ fold(${typed}) AND p.folded ~<~ (fold(${typed}) || chr(1114111))
      UNION SELECT p.id, p.name, p.folded FROM
        (SELECT publisher_id FROM publisher_domain WHERE domain ~>=~ ${domain} AND domain ~<~ (${domain} || chr(1114111)) LIMIT ${MOST_DOMAINS}) d JOIN publisher p ON p.id = d.publisher_id),
    named AS (SELECT name, folded, entries FROM search_publisher WHERE entries > 0 AND to_tsvector('simple'::regconfig, plain_words(name)) @@ to_tsquery('simple'::regconfig, ${query})
      ORDER BY entries DESC LIMIT ${MOST_OFFERED}),
    every AS (
      SELECT m.name, m.folded, coalesce(s.entries, 0) AS entries, m.id FROM managed m LEFT JOIN search_publisher s USING (folded)
      UNION ALL SELECT n.name, n.folded, n.entries, p.id FROM named n LEFT JOIN publisher p USING (folded) WHERE NOT EXISTS (SELECT FROM managed m WHERE m.folded = n.folded))
    SELECT name, entries, ARRAY(SELECT d.domain FROM publisher_domain d WHERE d.publisher_id = every.id ORDER BY d.domain LIMIT ${SHOWN_DOMAINS}) AS domains
      FROM every ORDER BY starts_with(folded, fold(${typed})) DESC, entries DESC, folded COLLATE "C" LIMIT ${MOST}`,
  );
}
