import { jsonBuildObject } from 'kysely/helpers/postgres';
import type pg from 'pg';
import type { EntryId } from '../../../kernel/ids.ts';
import { keptStatements } from '../../../platform/database/kysely.ts';
import { OPEN } from '../../../platform/database/proposal-expressions.ts';
import { anyOf, literal } from '../../../platform/database/sql-values.ts';

/** The state of an entry that the archive has already. */
export type KnownEntry = Awaited<ReturnType<typeof readKnown>>[number];

/** The state of these entries. */
export async function knownEntries(
  client: pg.ClientBase,
  entries: readonly EntryId[],
): Promise<Map<EntryId, KnownEntry>> {
  return new Map((await readKnown(client, entries)).map((row) => [row.entry, row]));
}

function readKnown(client: pg.ClientBase, entries: readonly EntryId[]) {
  return keptStatements(client)
    .selectFrom('entry as e')
    .leftJoin('proposal as p', (on) => on.onRef('p.entry_id', '=', 'e.id').on('p.state', 'in', OPEN))
    .leftJoin('revision as c', 'c.id', 'p.revision_id')
    .leftJoin('person as o', 'o.id', 'p.opened_by')
    .select((eb) => [
      'e.id as entry',
      'e.path',
      'e.imported_hash as importedHash',
      'e.published_revision_id as publishedRevision',
      eb('e.withdrawn_at', 'is not', null).$castTo<boolean>().as('withdrawn'),
      eb
        .case()
        .when('p.id', 'is not', null)
        .then(
          jsonBuildObject({
            id: eb.ref('p.id').$notNull(),
            revision: eb.ref('c.id').$notNull(),
            base: eb.ref('p.base_revision_id'),
            hash: eb.ref('c.hash').$notNull(),
            untouched: eb
              .and([eb('c.channel', '=', literal('import')), eb('p.state', '=', literal('draft'))])
              .$castTo<boolean>(),
            opener: eb.ref('o.name').$notNull(),
          }),
        )
        .end()
        .as('proposal'),
    ])
    .where('e.id', '=', anyOf(entries))
    .execute();
}
