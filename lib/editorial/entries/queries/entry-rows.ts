import { type Expression, expressionBuilder, type NotNull, type ShallowDehydrateObject, sql } from 'kysely';
import { jsonArrayFrom } from 'kysely/helpers/postgres';
import type { EntryId, PersonId } from '../../../kernel/ids.ts';
import type { OpenProposal } from '../../../kernel/newsroom/proposal.ts';
import type { Store } from '../../../platform/database/database.ts';
import { kysely } from '../../../platform/database/kysely.ts';
import { authors, lastWithdrawal, OPEN } from '../../../platform/database/proposal-expressions.ts';
import { asDay, rowOrNull } from '../../../platform/database/sql-values.ts';
import type { Tables } from '../../../platform/database/tables.ts';

type RowsOf<Query extends { execute(): Promise<unknown[]> }> = Awaited<ReturnType<Query['execute']>>[number];

/** What is read of a withdrawal, and of an open proposal, as JSON. */
export type WithdrawnColumns = ShallowDehydrateObject<RowsOf<ReturnType<typeof withdrawalOf>>>;
export type ProposalColumns = ShallowDehydrateObject<RowsOf<ReturnType<typeof openProposalOf>>>;

/** What a screen shows of an entry, in one statement by keys and small indexes; undefined where there is none. */
export function readEntryRow(store: Store, id: EntryId) {
  return kysely(store.prisma)
    .selectFrom('entry as e')
    .leftJoinLateral(
      (eb) => openProposalOf(eb.ref('e.id')).as('o'),
      (on) => on.onTrue(),
    )
    .leftJoinLateral(
      (eb) =>
        withdrawalOf(eb.ref('e.id'))
          .where(eb('e.withdrawn_at', 'is not', null))
          .as('w'),
      (on) => on.onTrue(),
    )
    .leftJoin('revision as c', 'c.id', 'o.revision')
    .leftJoin('revision as b', 'b.id', 'e.published_revision_id')
    .leftJoin('revision as g', 'g.id', 'w.revision')
    .select((eb) => [
      'e.id as entry',
      asDay(eb.ref('e.day')).as('day'),
      'e.title',
      'e.path',
      'e.redirect_to as redirect',
      'e.withdrawn_at as withdrawnAt',
      rowOrNull<'revision'>(eb.table('b')).as('published'),
      rowOrNull<'revision'>(eb.table('g')).as('withdrawn'),
      rowOrNull<'revision'>(eb.table('c')).as('proposed'),
      sql<WithdrawnColumns | null>`to_jsonb(${eb.table('w')})`.as('withdrawal'),
      sql<ProposalColumns | null>`to_jsonb(${eb.table('o')})`.as('proposal'),
      jsonArrayFrom(
        eb
          .selectFrom('person as f')
          .select(['f.id', 'f.name'])
          .where((of) => {
            const others = [
              of.ref('o.openedBy'),
              of.ref('o.scheduledBy'),
              of.ref('b.author_id'),
              of.ref('c.author_id'),
              of.ref('g.author_id'),
            ];
            const all = sql.join([...others, of.ref('w.askedBy'), of.ref('w.approvedBy')]);
            return of('f.id', '=', sql<PersonId>`any(${of.ref('o.authors')} || ARRAY[${all}])`);
          }),
      ).as('people'),
    ])
    .where('e.id', '=', id)
    .executeTakeFirst();
}

const at = expressionBuilder<Tables, never>();

function openProposalOf(entry: Expression<EntryId>) {
  return at
    .selectFrom('proposal as p')
    .select((eb) => [
      'p.id',
      eb.ref('p.state').$castTo<OpenProposal['state']>().as('state'),
      'p.version',
      'p.base_revision_id as base',
      'p.submitted_at as submittedAt',
      'p.reason',
      'p.opened_by as openedBy',
      'p.revision_id as revision',
      'p.withdraws',
      'p.withdrawal_reason as withdrawalReason',
      'p.redirect_to as redirect',
      'p.scheduled_by as scheduledBy',
      'p.publish_at as publishAt',
      authors.as('authors'),
    ])
    .where('p.entry_id', '=', entry)
    .where('p.state', 'in', OPEN);
}

/** The last withdrawal that was approved. */
function withdrawalOf(entry: Expression<EntryId>) {
  return lastWithdrawal(entry)
    .select([
      'p.revision_id as revision',
      'p.withdrawal_reason as reason',
      'p.opened_by as askedBy',
      'p.decided_by as approvedBy',
    ])
    .$narrowType<{ reason: NotNull; approvedBy: NotNull }>();
}
