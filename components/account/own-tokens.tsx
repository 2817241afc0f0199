'use client';

import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useRouter } from 'next/navigation';
import { callApi } from '#components/api-client.ts';
import { tokenFacts } from '#components/settings/token-words.ts';
import type { TokenView } from '#lib/people/queries/tokens.ts';
import '#components/ui/row-list.css';

/** The tokens that act in a person's name. */
export function OwnTokens({ tokens }: { tokens: readonly TokenView[] }) {
  const router = useRouter();

  async function revoke({ id, name }: TokenView) {
    const answer = await callApi('revokeOwnToken', { params: { id } });
    notifications.show(
      answer.ok
        ? { message: `${name || `Token ${id}`} was revoked.` }
        : { color: 'red', title: 'Nothing was changed', message: answer.problem.detail },
    );
    router.refresh();
  }

  return (
    <section className="account-section" aria-labelledby="tokens">
      <h2 id="tokens">Tokens in your name</h2>
      <p className="dimmed">Programs use these to call the API with your permissions. Admins create them.</p>
      <ul className="plain-list row-list">
        {tokens.map((token) => (
          <li key={token.id} className="row-list-row">
            <div>
              <strong>
                <bdi>{token.name || `Token ${token.id}`}</bdi>
                {token.state !== 'live' && (
                  <span className="row-tag">{token.state === 'expired' ? 'Expired' : 'Revoked'}</span>
                )}
              </strong>
              <span className="dimmed row-small">{tokenFacts(token)}</span>
            </div>
            {token.state === 'live' && (
              <Button
                variant="default"
                aria-label={`Revoke ${token.name || `token ${token.id}`}`}
                onClick={() => revoke(token)}
              >
                Revoke
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
