import { type Expression, expressionBuilder, type RawBuilder, sql } from 'kysely';
import type { EntryId, PersonId, ProposalId } from '../../kernel/ids.ts';
import { OPEN_STATES } from '../../kernel/newsroom/proposal.ts';
import type { Purpose } from '../../kernel/newsroom/purpose.ts';
import { count, listOf, literal, now } from './sql-values.ts';
import type { Tables } from './tables.ts';

/** Expressions on a proposal `p` and its entry `e`, for statements that call them so. */
const at = expressionBuilder<{ p: Tables['proposal']; e: Tables['entry'] } & Tables, 'p' | 'e'>();

/** The states of open proposals, written into the statement: an index for them alone is used only so. */
export const OPEN = OPEN_STATES.map((state) => literal(state));

/** A proposal loses the time of an approval with its text or its state: that was of one content in review. */
export const UNSCHEDULED = {
  publish_at: null,
  scheduled_by: null,
  scheduled_hash: null,
  scheduled_hands: sql<PersonId[]>`DEFAULT`,
};

/** What every change of a proposal's text or state raises. */
export const RAISED = {
  version: expressionBuilder<Tables, 'proposal'>()('proposal.version', '+', 1),
  updated_at: now,
};

/** `purposeOf`, of a proposal `p` on an entry `e`. */
export const purpose = at
  .case()
  .when('p.withdraws', '=', true)
  .then(sql.lit<Purpose>('withdraw'))
  .when('e.published_revision_id', 'is not', null)
  .then(sql.lit<Purpose>('change'))
  .when('e.withdrawn_at', 'is not', null)
  .then(sql.lit<Purpose>('return'))
  .else(sql.lit<Purpose>('new'))
  .end();

/** How an entry `e` is for its readers; `never` is what one is called that they never saw. */
export function readersState<Never extends 'unpublished' | 'draft'>(never: Never) {
  return at
    .case()
    .when('e.published_revision_id', 'is not', null)
    .then(sql.lit<'published' | 'withdrawn' | Never>('published'))
    .when('e.withdrawn_at', 'is not', null)
    .then(sql.lit<'published' | 'withdrawn' | Never>('withdrawn'))
    .else(sql.lit<'published' | 'withdrawn' | Never>(never))
    .end();
}

/** The id of the text that readers saw last of an entry `e`. */
export const lastPublished = at
  .selectFrom('publication as last')
  .select('last.revision_id')
  .whereRef('last.entry_id', '=', 'e.id')
  .orderBy('last.id', 'desc')
  .limit(1);

/** The withdrawal of an entry that was approved last, as a proposal `p`. */
export function lastWithdrawal(entry: Expression<EntryId>) {
  return expressionBuilder<Tables>()
    .selectFrom('proposal as p')
    .where('p.entry_id', '=', entry)
    .where('p.withdraws', '=', true)
    .where('p.state', '=', literal('approved'))
    .where('p.withdrawal_reason', 'is not', null)
    .where('p.decided_by', 'is not', null)
    .orderBy('p.id', 'desc')
    .limit(1);
}

/** The texts of a proposal and of the drafts whose text went into it. */
function textsIn(proposal: Expression<ProposalId | null>) {
  const joined = at.selectFrom('proposal as joined').select('joined.id').where('joined.joined_into', '=', proposal);
  return at
    .selectFrom('revision as written')
    .where('written.proposal_id', '=', sql<ProposalId>`any(${proposal} || array(${joined}))`);
}

/**
 * Whoever wrote in a proposal, or in a draft whose text went into it, as rows of ids; with them whoever else held what
 * they came in with.
 */
function authorsIn(proposal: Expression<ProposalId | null>) {
  return textsIn(proposal)
    .select((eb) => sql<PersonId>`unnest(${eb.ref('written.author_id')} || ${eb.ref('written.hands')})`.as('author_id'))
    .distinct();
}

/**
 * Whoever wrote any part of a proposal `p` or of a draft whose text went into it; of a withdrawal, whoever asked for
 * it.
 */
export const authors: RawBuilder<PersonId[]> = sql`CASE WHEN ${at.ref('p.withdraws')}
  THEN ${at.ref('p.opened_by')} || ${at.ref('p.opened_hands')}
  ELSE array(${authorsIn(at.ref('p.id')).orderBy('author_id')}) END`;

/** The same without those who only held what the others came in with. */
export const writers: RawBuilder<PersonId[]> =
  sql`CASE WHEN ${at.ref('p.withdraws')} THEN ARRAY[${at.ref('p.opened_by')}]
  ELSE array(${textsIn(at.ref('p.id')).select('written.author_id').distinct().orderBy('author_id')}) END`;

/** Whoever wrote any part of what readers see of an entry, or saw last; an import wrote nothing. */
export function publishedWriters(entry: Expression<EntryId | null>): RawBuilder<PersonId[]> {
  const last = at
    .selectFrom('publication')
    .select(['revision_id', 'proposal_id'])
    .where((eb) => eb(entry, '=', eb.ref('publication.entry_id')))
    .orderBy('id', 'desc')
    .limit(1);
  const wrote = at
    .selectFrom(last.as('last'))
    .crossJoinLateral((eb) =>
      eb
        .selectFrom('revision as r')
        .select('r.author_id')
        .whereRef('r.id', '=', 'last.revision_id')
        .where('r.channel', '<>', literal('import'))
        .union(authorsIn(eb.ref('last.proposal_id')).where('written.channel', '<>', literal('import')))
        .as('w'),
    )
    .select('w.author_id');
  return listOf(wrote);
}

/** How many discussions of a proposal `p` nobody resolved. */
export const openThreads = at
  .selectFrom('comment_thread as talk')
  .select(count.as('count'))
  .whereRef('talk.proposal_id', '=', 'p.id')
  .where('talk.resolved_at', 'is', null)
  .$asScalar()
  .$notNull();
