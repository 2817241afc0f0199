import { jsonBuildObject } from 'kysely/helpers/postgres';
import type pg from 'pg';
import type { EventId } from '../../../kernel/ids.ts';
import { keptStatements } from '../../../platform/database/kysely.ts';
import { OPEN } from '../../../platform/database/proposal-expressions.ts';
import { anyOf, literal } from '../../../platform/database/sql-values.ts';

/** How an event that the archive has already stands. */
export type KnownEvent = Awaited<ReturnType<typeof readKnown>>[number];

/** How these events stand. */
export async function knownEvents(
  client: pg.ClientBase,
  events: readonly EventId[],
): Promise<Map<EventId, KnownEvent>> {
  return new Map((await readKnown(client, events)).map((row) => [row.event, row]));
}

function readKnown(client: pg.ClientBase, events: readonly EventId[]) {
  return keptStatements(client)
    .selectFrom('event as e')
    .leftJoin('proposal as p', (on) => on.onRef('p.event_id', '=', 'e.id').on('p.state', 'in', OPEN))
    .leftJoin('revision as c', 'c.id', 'p.revision_id')
    .leftJoin('person as o', 'o.id', 'p.opened_by')
    .select((eb) => [
      'e.id as event',
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
    .where('e.id', '=', anyOf(events))
    .execute();
}
