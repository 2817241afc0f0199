import type { PersonId } from '#lib/domain/ids.ts';
import type { OpenedBy } from '#lib/store/sessions.ts';

declare module 'next-auth' {
  /** Somebody who just proved who they are; without a person here nobody is signed in. */
  interface User {
    id: string;
    here?: { person: PersonId; by: OpenedBy } | undefined;
  }
}
