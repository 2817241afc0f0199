'use client';

import { PageTitle } from '#components/ui/page-title.tsx';
import type { AccountView, SessionView } from '#lib/people/queries/account.ts';
import type { TokenView } from '#lib/people/queries/tokens.ts';
import { OwnPassword } from './own-password.tsx';
import { OwnTokens } from './own-tokens.tsx';
import { Profile } from './profile.tsx';
import { SecondFactor } from './second-factor.tsx';
import { Sessions } from './sessions.tsx';

/**
 * A person's own account: name and email, password, second factor, where they are signed in, and the tokens in their
 * name.
 */
export function AccountScreen({
  account,
  sessions,
  tokens,
}: {
  account: AccountView;
  sessions: readonly SessionView[];
  tokens: readonly TokenView[];
}) {
  return (
    <>
      <PageTitle title="Your account" note={`${account.email}, ${account.role}`} />
      <Profile account={account} />
      {account.hasPassword && <OwnPassword email={account.email} />}
      <SecondFactor account={account} />
      <Sessions sessions={sessions} />
      {tokens.length > 0 && <OwnTokens tokens={tokens} />}
    </>
  );
}
