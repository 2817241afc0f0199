import { z } from 'zod';
import type { Day } from '../day.ts';
import type { ContextId, EntryId, PersonId, ProposalId, RevisionId } from '../ids.ts';
import { idInAddress } from './search.ts';

/** Ids in answers: numbers, which whoever reads the answer gets typed by what they are of. */
function idOf<Id extends number>(): z.ZodType<Id, number> {
  return z.int() as unknown as z.ZodType<Id, number>;
}

/** The same in addresses, where an id is the text of a number. */
function inAddress<Id extends number>(): z.ZodType<Id, string> {
  return idInAddress as unknown as z.ZodType<Id, string>;
}

export const entryInAddress = inAddress<EntryId>();
export const revisionInAddress = inAddress<RevisionId>();
export const personInAddress = inAddress<PersonId>();

export const entryId = idOf<EntryId>();
export const revisionId = idOf<RevisionId>();
export const proposalId = idOf<ProposalId>();
export const contextId = idOf<ContextId>();
export const personId = idOf<PersonId>();

/** A day as `2013-01-20`. */
export const dayText = z.string() as unknown as z.ZodType<Day, string>;

/** A person by id and name. */
export const namedPerson = z.strictObject({ id: personId, name: z.string() });

/** A context by id and name. */
export const namedContext = z.strictObject({ id: contextId, name: z.string() });
