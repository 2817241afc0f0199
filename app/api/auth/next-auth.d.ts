import type { PersonId } from '#lib/kernel/ids.ts';
import type { OutsideSignInError } from '#lib/kernel/permission/outside-sign-in-errors.ts';
import type { SignInWay } from '#lib/people/store/sessions.ts';

declare module 'next-auth' {
  /** Somebody who just proved who they are; without a person here nobody is signed in. */
  interface User {
    id: string;
    here?: { person: PersonId; by: SignInWay; epoch?: number } | undefined;
    /** Why not. */
    refused?: OutsideSignInError;
  }
}
