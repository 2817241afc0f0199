import type { PersonId } from '#lib/domain/ids.ts';
import type { OutsideRefusal } from '#lib/domain/permission/outside-refusals.ts';
import type { OpenedBy } from '#lib/store/sessions.ts';

declare module 'next-auth' {
  /** Somebody who just proved who they are; without a person here nobody is signed in. */
  interface User {
    id: string;
    here?: { person: PersonId; by: OpenedBy; epoch?: number } | undefined;
    /** Why not. */
    refused?: OutsideRefusal;
  }
}
