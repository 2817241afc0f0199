'use client';

import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconKey } from '@tabler/icons-react';
import dynamic from 'next/dynamic';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { callApi } from '#components/api-client.ts';
import { OverlayComing } from '#components/keys/overlays.tsx';
import base from '#components/ui/base.module.css';
import { fetched } from '#components/ui/fetched.ts';
import { EmptyState } from '#components/ui/messages/empty-state.tsx';
import { PageTitle } from '#components/ui/page-title.tsx';
import rows from '#components/ui/row-list.module.css';
import type { TokenView } from '#lib/people/queries/tokens.ts';
import { tokenFacts } from './token-words.ts';

const NewTokenDialog = dynamic(() => fetched(() => import('./new-token.tsx')).then((file) => file.NewTokenDialog), {
  loading: OverlayComing,
});

/** Every token with which a program uses the API, with ways to create and revoke them. */
export function TokensScreen({
  tokens,
  people,
}: {
  tokens: readonly TokenView[];
  people: readonly { email: string; name: string }[];
}) {
  const router = useRouter();
  const [making, setMaking] = useState(false);

  async function revoke(token: TokenView) {
    const answer = await callApi('revokeToken', { params: { id: token.id } });
    notifications.show(
      answer.ok
        ? { message: `${nameOf(token)} was revoked.` }
        : { color: 'red', title: 'Nothing was changed', message: answer.problem.detail },
    );
    router.refresh();
  }

  return (
    <>
      <PageTitle
        title="Tokens"
        note="Programs use tokens to call the API. A token never has more permissions than its person."
        actions={
          <Button leftSection={<IconKey size={16} aria-hidden />} onClick={() => setMaking(true)}>
            New token
          </Button>
        }
      />
      {tokens.length ? (
        <ul className={`${base.plainList} ${rows.list}`}>
          {tokens.map((token) => (
            <TokenRow key={token.id} token={token} onRevoke={() => void revoke(token)} />
          ))}
        </ul>
      ) : (
        <EmptyState title="No tokens yet">Create one for a program that reads or writes the archive.</EmptyState>
      )}
      {making && <NewTokenDialog people={people} onClose={() => setMaking(false)} onDone={() => router.refresh()} />}
    </>
  );
}

function TokenRow({ token, onRevoke }: { token: TokenView; onRevoke: () => void }) {
  return (
    <li className={rows.row}>
      <div>
        <strong>
          {nameOf(token)}
          {token.state !== 'live' && (
            <span className={rows.tag}>{token.state === 'expired' ? 'Expired' : 'Revoked'}</span>
          )}
        </strong>
        <span className={base.dimmed}>{token.email}</span>
        <span className={`${base.dimmed} ${rows.small}`}>{tokenFacts(token)}</span>
      </div>
      {token.state === 'live' && (
        <Button variant="default" aria-label={`Revoke ${nameOf(token)} of ${token.email}`} onClick={onRevoke}>
          Revoke
        </Button>
      )}
    </li>
  );
}

function nameOf({ id, name }: TokenView): string {
  return name || `Token ${id}`;
}
