import type { EventId, PersonId, RevisionId } from '../../../kernel/ids.ts';
import type { NamedPerson } from '../../../kernel/named-person.ts';
import type { RevisionText } from '../../../kernel/revision/text.ts';
import type { Reader } from '../../../platform/database/database.ts';
import { type RevisionRow, textFromRow } from '../../../platform/database/rows.ts';
import type { AnyDatabase } from '../../../platform/database/transaction.ts';

/**
 * A text that stood once, by its hash; `since` are those written after it, oldest first, `own` where the person sent
 * that very text: nobody else's words were merged into it, and it was neither imported nor brought back from the
 * history. `by` are the others who wrote since, or whose words were left aside when it was merged.
 */
export type EarlierText = {
  hash: string;
  text: RevisionText;
  since: { text: RevisionText; own: boolean }[];
  by: NamedPerson[];
};

/** With more texts since, nobody's own words are told from others': a clash is shown then. */
const MOST_SINCE = 200;

type Row = { opened: RevisionRow; since: { row: RevisionRow; own: boolean }[] | null; by: NamedPerson[] | null };

/**
 * Reads a revision of `event`, and what was written after it, from the view of `person`. Undefined where the event has
 * no such revision.
 */
export async function readEarlierText(
  store: Reader,
  person: PersonId,
  event: EventId,
  revision: RevisionId,
): Promise<EarlierText | undefined> {
  const [row] = await store.prisma.$queryRaw<Row[]>`
    WITH opened AS (SELECT * FROM revision WHERE id = ${revision} AND event_id = ${event}),
    since AS (SELECT * FROM revision WHERE event_id = ${event} AND id > ${revision} ORDER BY id LIMIT ${MOST_SINCE + 1}),
    merge AS (SELECT (detail->>'mine')::int AS mine, (detail->>'merged')::int AS merged, (detail->>'theirs')::int AS theirs, detail->'by' AS by
      FROM audit_fact WHERE event_id = ${event} AND verb = 'merge'),
    borrowed AS (SELECT merged AS id FROM merge WHERE merged <> mine AND merged <> theirs
      UNION SELECT (detail->>'revision')::int FROM audit_fact WHERE event_id = ${event} AND verb = 'restore')
    SELECT (SELECT to_jsonb(opened) FROM opened) AS opened,
           (SELECT jsonb_agg(jsonb_build_object('row', to_jsonb(since), 'own',
              author_id = ${person} AND proposal_id IS NOT NULL AND id NOT IN (SELECT id FROM borrowed)) ORDER BY id) FROM since) AS since,
           (SELECT jsonb_agg(jsonb_build_object('id', id, 'name', name) ORDER BY id) FROM person WHERE id <> ${person} AND id IN (
              SELECT author_id FROM since UNION SELECT jsonb_array_elements_text(by)::int FROM merge WHERE mine = ${revision} OR merged > ${revision})) AS by
     WHERE EXISTS (SELECT FROM opened)`;
  if (!row) return undefined;
  const since = row.since ?? [];
  return {
    hash: row.opened.hash,
    text: textFromRow(row.opened),
    since: since.length > MOST_SINCE ? [] : since.map(({ row: written, own }) => ({ text: textFromRow(written), own })),
    by: row.by ?? [],
  };
}

/** The text of a revision of `event`; undefined where it has no such revision. */
export async function readText(store: Reader, event: EventId, revision: RevisionId): Promise<RevisionText | undefined> {
  const [row] = await store.prisma.$queryRaw<
    { row: RevisionRow }[]
  >`SELECT to_jsonb(r) AS row FROM revision r WHERE id = ${revision} AND event_id = ${event}`;
  return row && textFromRow(row.row);
}

/** Who wrote a revision. */
export async function readAuthor(store: Pick<AnyDatabase, 'prisma'>, revision: RevisionId): Promise<NamedPerson> {
  const [row] = await store.prisma.$queryRaw<
    NamedPerson[]
  >`SELECT p.id, p.name FROM revision r JOIN person p ON p.id = r.author_id WHERE r.id = ${revision}`;
  if (!row) throw new Error(`Revision ${revision} has no author.`);
  return row;
}
