import { z } from 'zod';
import type { Day } from '../day.ts';
import {
  type AnyId,
  type ContextId,
  type EntryId,
  type PersonId,
  type ProposalId,
  type RevisionId,
  toId,
} from '../ids.ts';
import { domainValue } from './domain-value.ts';
import { idInAddress } from './search.ts';

/** Ids in answers: numbers, which whoever reads the answer gets typed by what they are of. */
function idOf<Id extends AnyId>(): z.ZodType<Id, number> {
  return domainValue<Id, number>(z.int());
}

/** The same in addresses, where an id is the text of a number. */
function inAddress<Id extends AnyId>(): z.ZodType<Id, string> {
  return idInAddress.transform(toId<Id>);
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
export const dayText = domainValue<Day, string>(z.string());

/** A person by id and name. */
export const namedPerson = z.strictObject({ id: personId, name: z.string() });

/** A context by id and name. */
export const namedContext = z.strictObject({ id: contextId, name: z.string() });
