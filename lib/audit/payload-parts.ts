import { z } from 'zod';
import type { Day } from '../kernel/day.ts';
import type { ContextId, EntryId, PersonId, RevisionId } from '../kernel/ids.ts';
import { COMMENT_FIELDS } from '../kernel/newsroom/thread.ts';
import { FIELDS } from '../kernel/revision/merge.ts';

/** An id as the database gives it. */
function id<Id extends number>() {
  return z.custom<Id>(isId);
}

function isId(value: unknown): boolean {
  return Number.isInteger(value);
}

export const entryId = id<EntryId>();
export const revisionId = id<RevisionId>();
export const contextId = id<ContextId>();
export const personId = id<PersonId>();
/** A list of people; what is no id in it is left out. */
export const people = z.array(z.unknown()).transform((all) => all.filter((one): one is PersonId => isId(one)));
export const number = z.int();
export const text = z.string();

/** A day as it was valid when it was written. */
export const dayText = z.custom<Day>((value) => typeof value === 'string');

export const field = z.enum(FIELDS);
export const commentField = z.enum(COMMENT_FIELDS);
