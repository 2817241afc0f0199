import type { EventId } from '../domain/ids.ts';
import { type Excerpt, excerptsOf, type SearchedText } from '../domain/search/excerpts.ts';
import { type Kin, plainWordsOf } from '../domain/search/marks.ts';
import { readSearchText, type SearchText, wantedTerms } from '../domain/search/search-text.ts';
import { titleOf } from '../layout/title.ts';
import type { Store } from '../store/database.ts';
import { Prisma } from '../store/generated/client.ts';
import { OPEN } from '../store/open-proposals.ts';
import { readRows } from '../store/read-rows.ts';

type Row = { event: EventId; topic: string; headline: string; summary: string; contexts: { name: string; aliases: string[] }[]; publishers: string[] };

/** For each entry of a page, where the words of the search stand in it. */
export async function whyFound(store: Store, q: string, page: readonly { event: EventId; title: string }[]): Promise<Map<EventId, Excerpt[]>> {
  const search = readSearchText(q);
  if (!wantedTerms(search).length || !page.length) return new Map();
  const rows = await readTexts(
    store,
    page.map(({ event }) => event),
  );
  const titles = new Map(page.map(({ event, title }) => [event, title]));
  const texts = rows.map((row): [EventId, SearchedText] => {
    const [title, newest] = [titles.get(row.event) ?? '', titleOf(row.topic, row.headline)];
    return [row.event, { title, proposed: newest === title ? null : newest, summary: row.summary, contexts: row.contexts, publishers: row.publishers }];
  });
  const kin = await kinOf(
    store,
    search,
    texts.map(([, text]) => text),
  );
  return new Map(texts.map(([event, text]) => [event, excerptsOf(text, search, kin)]));
}

/** The texts that are searched: what somebody works on, else what readers see, else the last one. */
function readTexts(store: Store, events: readonly EventId[]): Promise<Row[]> {
  return readRows<Row>(
    store,
    Prisma.sql`
    SELECT e.id AS event, r.topic, r.headline, r.summary,
           coalesce((SELECT jsonb_agg(jsonb_build_object('name', m.name, 'aliases', ARRAY(SELECT a.name FROM context_alias a WHERE a.context_id = m.means ORDER BY a.name)) ORDER BY c.ord)
              FROM unnest(r.contexts) WITH ORDINALITY AS c (id, ord) JOIN context_meaning m ON m.id = c.id), '[]') AS contexts,
           ARRAY(SELECT DISTINCT btrim(s ->> 'name') FROM jsonb_array_elements(r.sources) s WHERE btrim(s ->> 'name') <> '' ORDER BY 1) AS publishers
      FROM unnest(${events}::int[]) AS asked (id) JOIN event e ON e.id = asked.id
      JOIN revision r ON r.id = coalesce((SELECT p.revision_id FROM proposal p WHERE p.event_id = e.id AND p.state IN ${OPEN}), e.published_revision_id,
        (SELECT max(l.id) FROM revision l WHERE l.event_id = e.id))`,
  );
}

const SHORTEST_STEM = 3;

/** Of the words of these texts, those that have a stem with a word of the search in common. Stems keep the first letters. */
async function kinOf(store: Store, search: SearchText, texts: readonly SearchedText[]): Promise<Kin> {
  const asked = new Set(
    wantedTerms(search)
      .filter(({ kind }) => kind !== 'phrase')
      .flatMap(({ text }) => plainWordsOf(text)),
  );
  const beginnings = new Set([...asked].map((word) => word.slice(0, SHORTEST_STEM)));
  const words = new Set(
    texts.flatMap((text) => [text.title, text.proposed ?? '', text.summary, ...text.contexts.flatMap(({ name, aliases }) => [name, ...aliases])].flatMap(plainWordsOf)),
  );
  const near = [...words].filter((word) => !asked.has(word) && beginnings.has(word.slice(0, SHORTEST_STEM)));
  if (!near.length) return new Map();
  const rows = await readRows<{ asked: string; word: string }>(
    store,
    Prisma.sql`
    SELECT a.word AS asked, w.word FROM unnest(${[...asked]}::text[]) AS a (word) JOIN unnest(${near}::text[]) AS w (word)
      ON to_tsvector('english', w.word) @@ plainto_tsquery('english', a.word)`,
  );
  const kin = new Map<string, Set<string>>();
  for (const row of rows) kin.set(row.asked, (kin.get(row.asked) ?? new Set()).add(row.word));
  return kin;
}
