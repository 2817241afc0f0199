import { sql } from 'kysely';
import { jsonArrayFrom } from 'kysely/helpers/postgres';
import type { EntryId, RevisionId } from '../../kernel/ids.ts';
import { plainWordsOf, type SameWords } from '../../kernel/text/marks.ts';
import { readSearchText, type SearchText, wantedTerms } from '../../kernel/text/search-text.ts';
import { titleOf } from '../../layout/title.ts';
import type { Store } from '../../platform/database/database.ts';
import { kysely } from '../../platform/database/kysely.ts';
import { OPEN } from '../../platform/database/proposal-expressions.ts';
import { elementsOf, list, listOf, rowsOf } from '../../platform/database/sql-values.ts';
import { type Excerpt, excerptsOf, type SearchedText } from './excerpts.ts';

/** For each entry of a page, where the words of the search are in it. */
export async function whyFound(
  store: Store,
  q: string,
  page: readonly { entry: EntryId; title: string }[],
): Promise<Map<EntryId, Excerpt[]>> {
  const search = readSearchText(q);
  if (!wantedTerms(search).length || !page.length) return new Map();
  const rows = await readTexts(
    store,
    page.map(({ entry }) => entry),
  );
  const titles = new Map(page.map(({ entry, title }) => [entry, title]));
  const texts = rows.map((row): [EntryId, SearchedText] => {
    const [title, newest] = [titles.get(row.entry) ?? '', titleOf(row.topic, row.headline)];
    return [
      row.entry,
      {
        title,
        proposed: newest === title ? null : newest,
        summary: row.summary,
        contexts: row.contexts,
        publishers: row.publishers,
      },
    ];
  });
  const kin = await kinOf(
    store,
    search,
    texts.map(([, text]) => text),
  );
  return new Map(texts.map(([entry, text]) => [entry, excerptsOf(text, search, kin)]));
}

/** The texts that are searched: what somebody works on, else what readers see, else the last one. */
function readTexts(store: Store, entries: readonly EntryId[]) {
  return kysely(store.pool)
    .selectFrom(rowsOf('asked', { id: list.ints(entries) }))
    .innerJoin('entry as e', 'e.id', 'asked.id')
    .innerJoin('revision as r', (on) =>
      on.on((eb) => {
        const open = eb
          .selectFrom('proposal as p')
          .select('p.revision_id')
          .whereRef('p.entry_id', '=', 'e.id')
          .where('p.state', 'in', OPEN);
        const last = eb
          .selectFrom('revision as l')
          .select((of) => of.fn.max('l.id').as('id'))
          .whereRef('l.entry_id', '=', 'e.id');
        return eb('r.id', '=', sql<RevisionId>`coalesce(${open}, ${eb.ref('e.published_revision_id')}, ${last})`);
      }),
    )
    .select((eb) => [
      'e.id as entry',
      'r.topic',
      'r.headline',
      'r.summary',
      jsonArrayFrom(
        eb
          .selectFrom(elementsOf(eb.ref('r.contexts'), 'c'))
          .innerJoin('context_meaning as m', 'm.id', 'c.id')
          .select((of) => [
            'm.name',
            listOf(
              of
                .selectFrom('context_alias as a')
                .select('a.name')
                .whereRef('a.context_id', '=', 'm.means')
                .orderBy('a.name'),
            ).as('aliases'),
          ])
          .orderBy('c.place'),
      ).as('contexts'),
      listOf(
        eb
          .selectFrom(sql<{ name: string }>`jsonb_to_recordset(${eb.ref('r.sources')})`.as<'s'>(sql`s (name text)`))
          .select((of) => sql<string>`btrim(${of.ref('s.name')})`.as('publisher'))
          .distinct()
          .where((of) => sql<boolean>`btrim(${of.ref('s.name')}) <> ''`)
          .orderBy('publisher'),
      ).as('publishers'),
    ])
    .execute();
}

const SHORTEST_STEM = 3;

/**
 * Of the words of these texts, those that have a stem with a word of the search in common. Stems keep the first
 * letters.
 */
async function kinOf(store: Store, search: SearchText, texts: readonly SearchedText[]): Promise<SameWords> {
  const asked = new Set(
    wantedTerms(search)
      .filter(({ kind }) => kind !== 'phrase')
      .flatMap(({ text }) => plainWordsOf(text)),
  );
  const beginnings = new Set([...asked].map((word) => word.slice(0, SHORTEST_STEM)));
  const words = new Set(
    texts.flatMap((text) =>
      [
        text.title,
        text.proposed ?? '',
        text.summary,
        ...text.contexts.flatMap(({ name, aliases }) => [name, ...aliases]),
      ].flatMap(plainWordsOf),
    ),
  );
  const near = [...words].filter((word) => !asked.has(word) && beginnings.has(word.slice(0, SHORTEST_STEM)));
  if (!near.length) return new Map();
  const rows = await kysely(store.pool)
    .selectFrom(rowsOf('a', { text: list.texts([...asked]) }))
    .innerJoin(rowsOf('w', { text: list.texts(near) }), (on) =>
      on.on(
        (eb) =>
          sql<boolean>`to_tsvector('english', ${eb.ref('w.text')}) @@ plainto_tsquery('english', ${eb.ref('a.text')})`,
      ),
    )
    .select(['a.text as asked', 'w.text as word'])
    .execute();
  const kin = new Map<string, Set<string>>();
  for (const row of rows) kin.set(row.asked, (kin.get(row.asked) ?? new Set()).add(row.word));
  return kin;
}
