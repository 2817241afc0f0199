'use client';

import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useRouter } from 'next/navigation';
import { callApi } from '#components/api-client.ts';
import { tokenFacts } from '#components/settings/token-words.ts';
import base from '#components/ui/base.module.css';
import rows from '#components/ui/row-list.module.css';
import type { TokenView } from '#lib/people/queries/tokens.ts';
import styles from './account.module.css';

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
    <section className={styles.section} aria-labelledby="tokens">
      <h2 id="tokens">Tokens in your name</h2>
      <p className={base.dimmed}>Programs use these to call the API with your permissions. Admins create them.</p>
      <ul className={`${base.plainList} ${rows.list}`}>
        {tokens.map((token) => (
          <li key={token.id} className={rows.row}>
            <div>
              <strong>
                <bdi>{token.name || `Token ${token.id}`}</bdi>
                {token.state !== 'live' && (
                  <span className={rows.tag}>{token.state === 'expired' ? 'Expired' : 'Revoked'}</span>
                )}
              </strong>
              <span className={`${base.dimmed} ${rows.small}`}>{tokenFacts(token)}</span>
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
