import type { Metadata } from 'next';
import { cookies } from 'next/headers';
import { notFound } from 'next/navigation';
import { requireSignedIn } from '#app/session.ts';
import { claimsOfCookie, sessionCookieName } from '#app/session-cookie.ts';
import { AccountScreen } from '#components/account/account-screen.tsx';
import { readAccount, readSessions } from '#lib/people/queries/account.ts';
import { listTokenViews } from '#lib/people/queries/tokens.ts';
import { currentStore } from '#lib/platform/database/current.ts';

export const metadata: Metadata = { title: 'Your account' };

export default async function AccountPage() {
  const { id } = await requireSignedIn();
  const store = currentStore();
  const claims = await claimsOfCookie((await cookies()).get(sessionCookieName())?.value);
  const [account, sessions, tokens] = await Promise.all([
    readAccount(store, id),
    readSessions(store, id, claims?.session),
    listTokenViews(store, id),
  ]);
  if (!account) notFound();
  return <AccountScreen account={account} sessions={sessions} tokens={tokens} />;
}
