import type { Claims } from '#lib/auth/sign-in.ts';

declare module 'next-auth' {
  /** Somebody who just proved who they are; without claims nobody is signed in. */
  interface User {
    id: string;
    claims?: Claims | undefined;
  }
}
