import { expressionBuilder } from 'kysely';
import { OPEN } from '../../platform/database/proposal-expressions.ts';
import { literal } from '../../platform/database/sql-values.ts';
import type { Tables } from '../../platform/database/tables.ts';

const at = expressionBuilder<{ e: Tables['entry'] } & Tables, 'e'>();
const own = at.selectFrom('proposal as own').select('own.id').whereRef('own.entry_id', '=', 'e.id');

/** Whether an entry `e` is more than discarded drafts. Only then lists show it without being asked. */
export const isMoreThanDiscarded = at.or([
  at('e.published_revision_id', 'is not', null),
  at('e.withdrawn_at', 'is not', null),
  at.exists(own.where('own.state', 'in', OPEN)),
  at.not(at.exists(own.where('own.state', '=', literal('discarded')))),
]);
