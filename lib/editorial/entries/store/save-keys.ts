import { jsonArrayFrom } from 'kysely/helpers/postgres';
import { anyNumberIn, isOneOf, jsonIn, numberIn } from '../../../audit/store/audit-expressions.ts';
import type { PersonId } from '../../../kernel/ids.ts';
import type { Field } from '../../../kernel/revision/merge.ts';
import type { RevisionText } from '../../../kernel/revision/text.ts';
import { keptStatements } from '../../../platform/database/kysely.ts';
import { textFromRow } from '../../../platform/database/rows.ts';
import { rowOf } from '../../../platform/database/sql-values.ts';
import type { AnyDatabase } from '../../../platform/database/transaction.ts';
import type { SavedRevision } from './entry-events.ts';

/** What was taken from others when a text was merged, and whose words those are. */
export type KeptSave = { fields: Field[]; by: { id: PersonId; name: string }[] };

/** A save that a key stands for: the text as it was sent, whether it began its entry, and what it was answered. */
export type KnownSave = { text: RevisionText; began: boolean; saved: SavedRevision; taken: KeptSave | null };

/**
 * Reads the save of `person` that a key stands for (revision_save_key); the version is the one that its proposal has by
 * now.
 */
export async function readSaveOf(
  store: Pick<AnyDatabase, 'prisma'>,
  person: PersonId,
  key: string,
): Promise<KnownSave | undefined> {
  const row = await keptStatements(store.prisma)
    .selectFrom('revision as r')
    .innerJoin('proposal as p', 'p.id', 'r.proposal_id')
    .leftJoin('audit_event as f', (on) =>
      on
        .onRef('f.entry_id', '=', 'r.entry_id')
        .on((eb) => isOneOf(eb.ref('f.type'), 'merge'))
        .on((eb) => eb(numberIn(eb.ref('f.detail'), 'merge', 'mine'), '=', eb.ref('r.id')))
        .on((eb) => eb(jsonIn(eb.ref('f.detail'), 'merge', 'onto'), 'is', null)),
    )
    .leftJoin('revision as m', (on) =>
      on.on((eb) => eb('m.id', '=', numberIn(eb.ref('f.detail'), 'merge', 'merged').$notNull())),
    )
    .select((eb) => [
      rowOf<'revision'>(eb.table('r')).as('sent'),
      'p.id as proposal',
      'p.version',
      'm.id as current',
      'm.hash',
      jsonIn(eb.ref('f.detail'), 'merge', 'fields').as('fields'),
      jsonArrayFrom(
        eb
          .selectFrom('person as o')
          .select(['o.id', 'o.name'])
          .where((of) => of('o.id', '=', anyNumberIn(jsonIn(of.ref('f.detail'), 'merge', 'by'))))
          .orderBy('o.id'),
      ).as('by'),
      eb
        .not(
          eb.exists(
            eb
              .selectFrom('revision as e')
              .select('e.id')
              .whereRef('e.entry_id', '=', 'r.entry_id')
              .whereRef('e.id', '<', 'r.id'),
          ),
        )
        .$castTo<boolean>()
        .as('began'),
    ])
    .where('r.author_id', '=', person)
    .where('r.save_key', '=', key)
    .executeTakeFirst();
  if (!row) return undefined;
  const { sent, proposal, version, current, hash, fields, by, began } = row;
  const { entry_id: entry, id: revision } = sent;
  return {
    text: textFromRow(sent),
    began,
    saved: { entry, proposal, revision, current: current ?? revision, version, hash: hash ?? sent.hash },
    taken: current === null ? null : { fields: fields ?? [], by },
  };
}
