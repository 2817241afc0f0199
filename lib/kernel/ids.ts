declare const kind: unique symbol;
type Id<Name extends string> = number & { readonly [kind]: Name };

/** The id of a row of any table that has a type of its own. */
export type AnyId = Id<string>;

export type EntryId = Id<'entry'>;
export type RevisionId = Id<'revision'>;
export type ProposalId = Id<'proposal'>;
export type ContextId = Id<'context'>;
export type PersonId = Id<'person'>;

/** A number as the id of a row, where it comes from outside the types: an address, a body, a column without a name. */
export function toId<Of extends AnyId>(value: number): Of {
  if (!Number.isSafeInteger(value)) throw new RangeError(`${value} is not an id.`);
  return value as Of;
}
