declare const kind: unique symbol;
type Id<Name extends string> = number & { readonly [kind]: Name };

export type EntryId = Id<'entry'>;
export type RevisionId = Id<'revision'>;
export type ProposalId = Id<'proposal'>;
export type ContextId = Id<'context'>;
export type PersonId = Id<'person'>;
