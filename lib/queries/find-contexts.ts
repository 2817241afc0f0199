import type { Day } from '../domain/day.ts';
import type { ContextId } from '../domain/ids.ts';
import { fitness, type Nearness, type Offered, spokenIn, typedLetters } from '../domain/search/context-order.ts';
import { plainWordsOf } from '../domain/search/marks.ts';
import type { Store } from '../store/database.ts';
import { Prisma } from '../store/generated/client.ts';
import { readRows } from '../store/read-rows.ts';

/**
 * A context that a type-ahead offers; `alias` where that is what was typed. The rest tells namesakes apart: how many published entries it has and of
 * which years, and what it is; where nobody said, the title of its latest entry.
 */
export type FoundContext = { id: ContextId; name: string; alias: string | null; kind: string; events: number; years: string; description: string; latest: string | null };

/** The entry that a context is looked for, as far as it is known: its day, its headline and summary, and the contexts that it has. */
export type ForEntry = { date?: Day | undefined; text?: string | undefined; with?: readonly number[] | undefined };

const MOST = 10;
const MOST_OFFERED = 500;
/** Of how many the nearness in time and company is looked up. */
const MOST_LOOKED_AT = 40;
const DAYS_AROUND = 30;
const MOST_LATELY = 50;
const MOST_COMPANY = 300;
/** From so many letters on later words of a name count too: of fewer there are too many. */
const ANY_WORD_FROM = 3;

/**
 * Contexts whose name, or a name that they had or are known by, begins with what was typed, or has its words as beginnings of its own. What the entry
 * speaks of comes first, then what is used most. Both come from indexes over names.
 */
export async function findContexts(store: Store, typed: string, entry: ForEntry = {}): Promise<FoundContext[]> {
  const [text, letters] = [spokenIn(entry.text ?? ''), typedLetters(typed)];
  const offered = (await offers(store, typed)).map((one) => ({ ...one, score: fitness(letters, one, text) }));
  const best = new Map<number, (typeof offered)[number]>();
  for (const one of offered.sort((a, b) => b.score - a.score)) if (!best.has(one.id)) best.set(one.id, one);
  const front = [...best.values()].slice(0, MOST_LOOKED_AT);
  const looks = await lookAt(
    store,
    front.map(({ id }) => id),
    entry,
  );
  return front
    .map((one) => ({ one, look: looks.get(one.id) }))
    .flatMap(({ one, look }) => (look ? [{ one, look, score: fitness(letters, one, text, look) }] : []))
    .sort((a, b) => b.score - a.score || b.one.events - a.one.events || (a.look.name < b.look.name ? -1 : 1))
    .slice(0, MOST)
    .map(({ one, look: { name, kind, description, years, latest } }) => ({
      id: one.id as ContextId,
      name,
      alias: one.found === name ? null : one.found,
      kind,
      events: one.events,
      years,
      description,
      latest,
    }));
}

async function offers(store: Store, typed: string): Promise<Offered[]> {
  const words = plainWordsOf(typed);
  if (!typed) return mostUsed(store);
  if (!words.length) return [];
  const asked = words.length > 1 || (words[0]?.length ?? 0) >= ANY_WORD_FROM ? hasWords(words) : beginsWith(typed);
  return readRows<Offered>(
    store,
    Prisma.sql`
    WITH named AS (
      SELECT coalesce(n.merged_into, n.id) AS id, n.name AS found, n.folded FROM context n WHERE ${asked}
      UNION ALL SELECT coalesce(c.merged_into, c.id), n.name, n.folded FROM context_alias n JOIN context c ON c.id = n.context_id WHERE ${asked})
    SELECT id, found, coalesce((SELECT u.events FROM context_use u WHERE u.context_id = named.id), 0) AS events FROM named
     ORDER BY starts_with(folded, fold(${typed})) DESC, 3 DESC, folded COLLATE "C" LIMIT ${MOST_OFFERED}`,
  );
}

function mostUsed(store: Store): Promise<Offered[]> {
  return readRows<Offered>(
    store,
    Prisma.sql`
    (SELECT c.id, c.name AS found, u.events FROM context_use u JOIN context c ON c.id = u.context_id WHERE c.merged_into IS NULL ORDER BY u.events DESC, u.context_id LIMIT ${MOST})
    UNION ALL (SELECT c.id, c.name, 0 FROM context c WHERE c.merged_into IS NULL AND NOT EXISTS (SELECT FROM context_use u WHERE u.context_id = c.id) ORDER BY c.id LIMIT ${MOST})
    LIMIT ${MOST}`,
  );
}

/** Names that have words which begin like these. */
function hasWords(words: readonly string[]): Prisma.Sql {
  const query = words.map((word) => `'${word}':*`).join(' & ');
  return Prisma.sql`to_tsvector('simple'::regconfig, plain_words(n.name)) @@ to_tsquery('simple'::regconfig, ${query})`;
}

/** A range of the index over folded names: from the prefix itself to the prefix and the last of all characters. */
function beginsWith(typed: string): Prisma.Sql {
  return Prisma.sql`(n.folded ~>=~ fold(${typed}) AND n.folded ~<~ (fold(${typed}) || chr(1114111)))`;
}

type Look = Nearness & { id: number; name: string; kind: string; description: string; years: string; latest: string | null };

/** What is known of these contexts, and how near they are to the entry. */
async function lookAt(store: Store, ids: readonly number[], { date, with: chosen = [] }: ForEntry): Promise<Map<number, Look>> {
  if (!ids.length) return new Map();
  const lately = date
    ? Prisma.sql`(SELECT count(*)::int FROM (SELECT FROM event_context x WHERE x.context_id = c.id AND x.day BETWEEN ${date}::date - ${DAYS_AROUND}::int AND ${date}::date + ${DAYS_AROUND}::int LIMIT ${MOST_LATELY}) l)`
    : Prisma.sql`0`;
  const together = chosen.length ? Prisma.sql`coalesce(t.share, 0)` : Prisma.sql`0::float`;
  const company = chosen.length
    ? Prisma.sql`LEFT JOIN (SELECT x.context_id, count(*)::float / ${MOST_COMPANY} AS share FROM
        (SELECT event_id FROM event_context WHERE context_id = ANY(${[...chosen]}::int[]) ORDER BY day DESC, event_id DESC LIMIT ${MOST_COMPANY}) e JOIN event_context x USING (event_id)
        GROUP BY x.context_id) t ON t.context_id = c.id`
    : Prisma.empty;
  const rows = await readRows<Look>(
    store,
    Prisma.sql`
    SELECT c.id, c.name, c.kind, c.description, ${lately} AS lately, ${together} AS together,
           coalesce(CASE WHEN to_char(u.first_day, 'YYYY') = to_char(u.last_day, 'YYYY') THEN to_char(u.first_day, 'YYYY') ELSE to_char(u.first_day, 'YYYY') || '–' || to_char(u.last_day, 'YYYY') END, '') AS years,
           CASE WHEN c.description = '' THEN (SELECT e.title FROM event_context x JOIN event e ON e.id = x.event_id WHERE x.context_id = c.id ORDER BY x.day DESC, x.event_id DESC LIMIT 1) END AS latest
      FROM context c LEFT JOIN context_use u ON u.context_id = c.id ${company} WHERE c.id = ANY(${[...ids]}::int[])`,
  );
  return new Map(rows.map((row) => [row.id, row]));
}
