import { sql } from 'kysely';
import type pg from 'pg';
import { recordEvents } from '../../../audit/store/audit.ts';
import type { PersonId } from '../../../kernel/ids.ts';
import { sha256 } from '../../../platform/content-hash.ts';
import { kysely } from '../../../platform/database/kysely.ts';
import { anyOf, list, rowsOf } from '../../../platform/database/sql-values.ts';
import type { ImportAs } from './imported-entry.ts';

/** A page of free prose as an import has it. */
export type ProseText = { path: string; text: string };

/**
 * How a page of free prose is beside what an import says about it: the version that readers see, and whether it says
 * the same; what waits for an approval, and whether that says the same.
 */
export type ProseSnapshot = Awaited<ReturnType<typeof readProseSnapshot>>[number];

/** The state of these pages. */
export function readProseSnapshot(client: pg.ClientBase, pages: readonly ProseText[]) {
  return kysely(client)
    .selectFrom(rowsOf('n', columnsOf(pages)))
    .leftJoin('prose_page as p', 'p.path', 'n.path')
    .leftJoin('prose_proposal as o', (on) => on.onRef('o.path', '=', 'n.path').on('o.state', '=', 'in_review'))
    .leftJoin('person as a', 'a.id', 'o.author_id')
    .select((eb) => {
      const isPublished = eb.and([eb('p.published_at', 'is not', null), eb('p.text', '=', eb.ref('n.text'))]);
      return [
        'n.path',
        'n.text',
        eb.case().when('p.published_at', 'is not', null).then(eb.ref('p.version_id')).end().as('version'),
        eb.fn.coalesce(isPublished, eb.lit(false)).$castTo<boolean>().as('isPublished'),
        'o.id as proposal',
        'o.author_id as author',
        'a.name as authorName',
        eb.fn
          .coalesce(eb('o.text', '=', eb.ref('n.text')), eb.lit(false))
          .$castTo<boolean>()
          .as('isProposed'),
      ];
    })
    .orderBy('n.path')
    .execute();
}

function columnsOf(pages: readonly ProseText[]) {
  return { path: list.texts(pages.map((page) => page.path)), text: list.texts(pages.map((page) => page.text)) };
}

/** Publishes these pages; a proposal that says the same is approved by that. */
export async function publishProse(
  client: pg.ClientBase,
  as: ImportAs,
  pages: readonly ProseSnapshot[],
): Promise<void> {
  const at = sql<Date>`${as.at}::timestamptz`;
  await kysely(client)
    .with('news', (part) => part.selectFrom(rowsOf('n', columnsOf(pages))).selectAll())
    .with('versions', (part) =>
      part
        .insertInto('prose_version')
        .columns(['path', 'text', 'at'])
        .expression((eb) => eb.selectFrom('news').select(['path', 'text', at.as('at')]))
        .returning(['id', 'path']),
    )
    .insertInto('prose_page')
    .columns(['path', 'text', 'published_at', 'imported_at', 'version_id'])
    .expression((eb) =>
      eb
        .selectFrom('news as n')
        .innerJoin('versions as v', 'v.path', 'n.path')
        .select(['n.path', 'n.text', at.as('published_at'), at.as('imported_at'), 'v.id']),
    )
    .onConflict((known) =>
      known.column('path').doUpdateSet((eb) => ({
        text: eb.ref('excluded.text'),
        published_at: eb.ref('excluded.published_at'),
        imported_at: eb.ref('excluded.imported_at'),
        version_id: eb.ref('excluded.version_id'),
      })),
    )
    .execute();
  const said = pages.flatMap(({ proposal, isProposed }) => (proposal !== null && isProposed ? [proposal] : []));
  await closeProposals(client, as, said, 'approved');
}

/** Puts these pages before the reviewers; what the same person proposed of them before makes way. */
export async function proposeProse(
  client: pg.ClientBase,
  as: ImportAs,
  pages: readonly ProseSnapshot[],
): Promise<void> {
  const own = pages.flatMap(({ proposal }) => (proposal === null ? [] : [proposal]));
  await closeProposals(client, as, own, 'discarded');
  const proposed = rowsOf('n', {
    ...columnsOf(pages),
    hash: list.texts(pages.map(({ text }) => sha256(text))),
    version: list.ints(pages.map(({ version }) => version)),
  });
  const db = kysely(client);
  const rows = await db
    .insertInto('prose_proposal')
    .columns(['path', 'text', 'hash', 'base_version_id', 'author_id', 'at', 'hands'])
    .expression(
      db
        .selectFrom(proposed)
        .select([
          'n.path',
          'n.text',
          'n.hash',
          'n.version',
          sql<PersonId>`${as.person}::int`.as('author_id'),
          sql<Date>`${as.at}::timestamptz`.as('at'),
          list.ints(as.hands).as('hands'),
        ]),
    )
    .returning(['id', 'path', 'hash'])
    .execute();
  await recordEvents(
    client,
    { person: as.person, channel: 'import', hands: as.hands },
    rows.map(({ id, path, hash }) => ({ type: 'propose-prose', payload: { proposal: id, path, hash } })),
  );
}

async function closeProposals(
  client: pg.ClientBase,
  as: ImportAs,
  ids: readonly number[],
  state: 'approved' | 'discarded',
): Promise<void> {
  if (!ids.length) return;
  await kysely(client)
    .updateTable('prose_proposal')
    .set({ state, decided_by: as.person, decided_at: as.at })
    .where('id', '=', anyOf(ids))
    .where('state', '=', 'in_review')
    .execute();
}
