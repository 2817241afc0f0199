import { type Expression, expressionBuilder, type SqlBool } from 'kysely';
import type { EntrySearch, FacetSearch } from '../../editorial/entries/contract/entry-search.ts';
import type { Tables } from '../../platform/database/tables.ts';

/** What somebody searches for. */
export type SearchedPart = FacetSearch & Pick<EntrySearch, 'ids'>;

/** A condition on an entry `e`, or on its document `d`. */
export type Condition = Expression<SqlBool>;

/** Expressions on an entry `e` and its document `d`. */
export const at = expressionBuilder<{ e: Tables['entry']; d: Tables['search_document'] } & Tables, 'e' | 'd'>();

/** Conditions on documents, and how many fit each of them at most. */
export type Part = { conditions: Condition[]; counts: number[] };
