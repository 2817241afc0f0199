import type { Metadata } from 'next';
import { requireSignedIn } from '#app/session.ts';
import { AdminsOnly } from '#components/people/admins-only.tsx';
import { TokensScreen } from '#components/settings/tokens-screen.tsx';
import { may } from '#lib/kernel/permission/table.ts';
import { listPeople } from '#lib/people/queries/people.ts';
import { listTokenViews } from '#lib/people/queries/tokens.ts';
import { currentStore } from '#lib/platform/database/current.ts';

export const metadata: Metadata = { title: 'Tokens' };

export default async function TokensPage() {
  if (!may(await requireSignedIn(), 'token.create')) return <AdminsOnly title="Tokens" />;
  const store = currentStore();
  const [tokens, people] = await Promise.all([listTokenViews(store), listPeople(store)]);
  return (
    <TokensScreen
      tokens={tokens}
      people={people.filter((person) => !person.disabledAt).map(({ email, name }) => ({ email, name }))}
    />
  );
}
