import { type Expression, type ExpressionBuilder, expressionBuilder, type SqlBool, sql } from 'kysely';
import { isNoneOf } from '../editorial/review/queries/queue-conditions.ts';
import type { PersonId } from '../kernel/ids.ts';
import { authors } from '../platform/database/proposal-expressions.ts';
import { literal } from '../platform/database/sql-values.ts';
import type { Tables } from '../platform/database/tables.ts';

const at = expressionBuilder<Tables, never>();

/** Expressions on a proposal `p`. */
export type ProposalColumns = ExpressionBuilder<Tables & { p: Tables['proposal'] }, 'p'>;

/**
 * Of a proposal `p`: that this person may review it now. Its authors are asked of one proposal at a time, through an
 * index: as an anti-join, the planner would rather read every revision.
 */
export function waitsFor(person: PersonId): Expression<SqlBool> {
  const given: ProposalColumns = expressionBuilder();
  return given.and([
    given('p.state', '=', literal('in_review')),
    given('p.publish_at', 'is', null),
    mayDecide(person, authors),
  ]);
}

/** Whether the newsroom lets somebody decide on what these people wrote. */
export function mayDecide(person: PersonId, people: Expression<PersonId[]>): Expression<SqlBool> {
  return at.or([sql<boolean>`NOT ${at.selectFrom('newsroom_settings').select('four_eyes')}`, isNoneOf(person, people)]);
}
