import { readSearchText, type SearchText, type Term } from '../domain/search/search-text.ts';
import type { EntrySearch, EntryState, FacetSearch } from '../schemas/entry-search.ts';
import type { Store } from '../store/database.ts';
import { Prisma } from '../store/generated/client.ts';
import { OPEN } from '../store/open-proposals.ts';
import { readRows } from '../store/read-rows.ts';

/**
 * What a search asks of entries: conditions on an event `e`, on its document `d`, and on its day, whichever of the two that is read from.
 * `late` asks the title of an event that has no document yet; null where that could not tell. `isFew` where an index finds so few
 * documents that all of them are looked at; of more, the list is read from its end until a page is full.
 */
export type Conditions = {
  event: Prisma.Sql[];
  document: Prisma.Sql[];
  days(day: Prisma.Sql): Prisma.Sql[];
  late: Prisma.Sql | null;
  query: Prisma.Sql | null;
  isFew: boolean;
};

type Asked = FacetSearch & Pick<EntrySearch, 'ids'>;
/** Conditions on documents, and how many fit each of them at most. */
type Part = { conditions: Prisma.Sql[]; counts: number[] };

const FEW = 3_000;
const FEW_OF_SEVERAL = 12_000;
const MOST_NARROWER = 2_000;
const MOST_SPELLINGS = 500;

/** The conditions of a search. Words, contexts and publishers are looked up first: names stand for all that they mean, and their counts tell how to read. */
export async function conditionsOf(store: Store, search: Asked): Promise<Conditions> {
  const text = readSearchText(search.q ?? '');
  const query = queryOf(text);
  const parts = await Promise.all([textPart(store, text), contextPart(store, search), publisherPart(store, search)]);
  const document = [
    ...parts.flatMap(({ conditions }) => conditions),
    ...(search.edition ? [Prisma.sql`d.edition = ${search.edition}`] : []),
    ...(search.q && !text.length ? [Prisma.sql`false`] : []),
  ];
  const isByWords = text.length > 0 && !search.contexts && !search.publishers && !search.edition;
  return {
    event: eventConditions(search),
    document,
    days: (day) => [...(search.from ? [Prisma.sql`${day} >= ${search.from}::date`] : []), ...(search.to ? [Prisma.sql`${day} <= ${search.to}::date`] : [])],
    late: isByWords ? Prisma.join(textConditions(text, Prisma.sql`to_tsvector('simple', plain_words(e.title))`), ' AND ') : null,
    query,
    isFew: isFew(parts.flatMap(({ counts }) => counts)),
  };
}

/** Of several conditions that many fit, few fit all. */
function isFew(counts: readonly number[]): boolean {
  return Math.min(...counts) <= (counts.length > 1 ? FEW_OF_SEVERAL : FEW);
}

async function textPart(store: Store, text: SearchText): Promise<Part> {
  const groups = text.map((group) => group.filter(({ without }) => !without));
  const known = await knownTerms(store, groups.flat());
  const counts = new Map(groups.flat().map((term, at) => [term, known[at] ?? 0]));
  const sums = groups.filter((group) => group.length > 0).map((group) => group.reduce((sum, term) => sum + (counts.get(term) ?? 0), 0));
  return { conditions: textConditions(text, Prisma.sql`d.document`), counts: sums };
}

const MOST_BEGINNINGS = 500;

/** How many documents each term is in, at most: those of its rarest word, by that word and by its stem. */
export async function knownTerms(store: Store, terms: readonly Pick<Term, 'kind' | 'text'>[]): Promise<number[]> {
  if (!terms.length) return [];
  const rarest = (config: Prisma.Sql) =>
    Prisma.sql`coalesce((SELECT min(coalesce(w.found, 0)) FROM unnest(tsvector_to_array(to_tsvector(${config}, t.plain))) AS l (word) LEFT JOIN search_word w ON w.word = l.word), 0)`;
  const rows = await readRows<{ n: number }>(
    store,
    Prisma.sql`
    SELECT (${rarest(Prisma.sql`'simple'`)} + CASE WHEN t.kind <> 'phrase' THEN ${rarest(Prisma.sql`'english'`)} ELSE 0 END
        + CASE WHEN t.kind = 'prefix' THEN coalesce((SELECT sum(b.found) FROM
            (SELECT w.found FROM search_word w WHERE w.word ~>=~ t.last AND w.word ~<~ (t.last || chr(1114111)) LIMIT ${MOST_BEGINNINGS}) b), 0) ELSE 0 END)::int AS n
      FROM (SELECT a.kind, a.ord, p.plain, regexp_replace(btrim(p.plain), '^.* ', '') AS last FROM unnest(${terms.map(({ kind }) => kind)}::text[], ${terms.map((term) => term.text)}::text[])
        WITH ORDINALITY AS a (kind, text, ord), LATERAL (SELECT plain_words(a.text) AS plain) p) t ORDER BY t.ord`,
  );
  return rows.map(({ n }) => n);
}

/** What a search looks for, as a query of documents; null where nothing is. */
function queryOf(text: SearchText): Prisma.Sql | null {
  const groups = text.map((group) => group.filter(({ without }) => !without)).filter((group) => group.length > 0);
  if (!groups.length) return null;
  return Prisma.join(
    groups.map((group) => Prisma.sql`(${Prisma.join(group.map(termQuery), ' || ')})`),
    ' && ',
  );
}

function textConditions(text: SearchText, document: Prisma.Sql): Prisma.Sql[] {
  const wanted = queryOf(text);
  const unwanted = text.flat().filter(({ without }) => without);
  return [...(wanted ? [Prisma.sql`${document} @@ (${wanted})`] : []), ...unwanted.map((term) => Prisma.sql`NOT ${document} @@ ${termQuery(term)}`)];
}

/** A term as a query of documents. */
function termQuery({ kind, text }: Pick<Term, 'kind' | 'text'>): Prisma.Sql {
  if (kind === 'phrase') return Prisma.sql`phraseto_tsquery('simple', plain_words(${text}))`;
  return kind === 'prefix' ? Prisma.sql`prefix_query(${text})` : Prisma.sql`word_query(${text})`;
}

/** Each asked context, with what was merged into it; with `narrower` also those whose name has its whole name in it. */
async function contextPart(store: Store, { contexts, narrower }: Asked): Promise<Part> {
  if (!contexts) return EVERYTHING;
  const rows = await readRows<{ asked: number; id: number; events: number }>(
    store,
    Prisma.sql`
    WITH asked AS (SELECT id AS asked, means AS id, name FROM context_meaning WHERE id = ANY(${contexts}::int[])),
    meant AS (SELECT asked, id FROM asked ${narrower ? NARROWER : Prisma.empty})
    SELECT asked, id, coalesce((SELECT u.events FROM context_use u WHERE u.context_id = meant.id), 0) AS events FROM meant
    UNION ALL SELECT m.asked, c.id, 0 FROM meant m JOIN context c ON c.merged_into = m.id`,
  );
  const parts = contexts.map((context) => rows.filter(({ asked }) => asked === context));
  return {
    conditions: parts.map((meant) => Prisma.sql`d.contexts && ${[...new Set(meant.map(({ id }) => id))]}::int[]`),
    counts: parts.map((meant) => meant.reduce((sum, { events }) => sum + events, 0)),
  };
}

const EVERYTHING: Part = { conditions: [], counts: [] };

const NARROWER = Prisma.sql`UNION SELECT a.asked, n.id FROM asked a JOIN LATERAL (SELECT coalesce(c.merged_into, c.id) AS id FROM context c
  WHERE to_tsvector('simple'::regconfig, plain_words(c.name)) @@ phraseto_tsquery('simple', plain_words(a.name)) LIMIT ${MOST_NARROWER}) n ON true`;

/** Sources of these names, and under a managed name also those that other names are given to at its domains. */
async function publisherPart(store: Store, { publishers }: Asked): Promise<Part> {
  if (!publishers) return EVERYTHING;
  const rows = await readRows<{ id: number; entries: number }>(
    store,
    Prisma.sql`
    WITH asked AS (SELECT fold(name) AS folded FROM unnest(${publishers}::text[]) AS n (name)),
    spelled AS (SELECT folded FROM asked UNION
      SELECT fold(s.name) FROM asked a JOIN publisher p USING (folded) JOIN publisher_domain d ON d.publisher_id = p.id JOIN source_name s ON s.host = d.domain)
    SELECT p.id, p.entries FROM spelled JOIN search_publisher p USING (folded) LIMIT ${MOST_SPELLINGS}`,
  );
  return { conditions: [Prisma.sql`d.publishers && ${rows.map(({ id }) => id)}::int[]`], counts: [rows.reduce((sum, { entries }) => sum + entries, 0)] };
}

function eventConditions({ ids, state, author, reviewer, assigned, channel }: Asked): Prisma.Sql[] {
  const asked: Prisma.Sql[] = [];
  if (ids) asked.push(Prisma.sql`e.id = ANY(${ids}::int[])`);
  if (state) asked.push(STATES[state]);
  if (author) asked.push(Prisma.sql`e.id IN (SELECT event_id FROM revision WHERE author_id = ${author})`);
  if (reviewer) asked.push(Prisma.sql`e.id IN (SELECT event_id FROM publication WHERE approved_by = ${reviewer})`);
  if (assigned) asked.push(Prisma.sql`e.id IN (SELECT event_id FROM proposal WHERE assigned_to = ${assigned} AND state = 'in_review')`);
  if (channel) asked.push(Prisma.sql`e.id IN (SELECT event_id FROM revision WHERE ${CHANNELS[channel]})`);
  return asked;
}

const inState = (condition: Prisma.Sql) => Prisma.sql`e.id IN (SELECT event_id FROM proposal WHERE ${condition})`;

const STATES: Readonly<Record<EntryState, Prisma.Sql>> = {
  draft: inState(Prisma.sql`state = 'draft'`),
  'in-review': inState(Prisma.sql`state = 'in_review' AND publish_at IS NULL`),
  'sent-back': inState(Prisma.sql`state = 'changes_requested'`),
  scheduled: inState(Prisma.sql`publish_at IS NOT NULL`),
  'open-change': Prisma.sql`e.published_revision_id IS NOT NULL AND ${inState(Prisma.sql`state IN ${OPEN}`)}`,
  published: Prisma.sql`e.published_revision_id IS NOT NULL`,
  withdrawn: Prisma.sql`e.withdrawn_at IS NOT NULL`,
};

/** Said as constants: the index of texts that did not come by import is found by that. */
const CHANNELS: Readonly<Record<NonNullable<EntrySearch['channel']>, Prisma.Sql>> = {
  screen: Prisma.sql`channel = 'screen' AND channel <> 'import'`,
  api: Prisma.sql`channel = 'api' AND channel <> 'import'`,
  cli: Prisma.sql`channel = 'cli' AND channel <> 'import'`,
  import: Prisma.sql`channel = 'import'`,
};
