import type { PersonId } from './ids.ts';

/** Somebody as others read of them. */
export type NamedPerson = { id: PersonId; name: string };
