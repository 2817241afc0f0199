'use client';

import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { type ApiAnswer, callApi } from '#components/api-client.ts';
import base from '#components/ui/base.module.css';
import { TimeAgo } from '#components/ui/days/time-ago.tsx';
import rows from '#components/ui/row-list.module.css';
import type { ListedInvitation } from '#lib/people/queries/people.ts';
import { invitationLink } from './invite-person.tsx';
import type { MadeLink } from './one-time-link.tsx';
import styles from './people.module.css';

type Props = {
  invitations: readonly ListedInvitation[];
  onMade: (made: MadeLink) => void;
  onChanged: (message: string) => void;
};

/** The pending invitations, each with a way to renew its link or to revoke it. */
export function InvitationList({ invitations, onMade, onChanged }: Props) {
  if (!invitations.length) return null;
  return (
    <section aria-labelledby="invitations">
      <h2 id="invitations" className={styles.heading}>
        Invited
      </h2>
      <ul className={`${base.plainList} ${styles.people}`}>
        {invitations.map((invitation) => (
          <InvitationRow key={invitation.id} invitation={invitation} onMade={onMade} onChanged={onChanged} />
        ))}
      </ul>
    </section>
  );
}

function InvitationRow({
  invitation,
  onMade,
  onChanged,
}: { invitation: ListedInvitation } & Omit<Props, 'invitations'>) {
  const { id, email, role, invitedBy, at, expired } = invitation;
  const [busy, setBusy] = useState(false);

  async function ask<T>(sent: Promise<ApiAnswer<T>>, then: (value: T) => void) {
    setBusy(true);
    const answer = await sent;
    setBusy(false);
    if (answer.ok) return then(answer.value);
    notifications.show({ color: 'red', title: 'Nothing was changed', message: answer.problem.detail });
  }

  return (
    <li className={styles.person}>
      <div className={styles.who}>
        <strong>
          {email}
          {expired && <span className={rows.tag}>Expired</span>}
        </strong>
        <span className={base.dimmed}>
          As {role}, by {invitedBy}, <TimeAgo at={at} />
        </span>
      </div>
      <div className={`${styles.actions} ${styles.wide}`}>
        <Button
          variant="default"
          loading={busy}
          aria-label={`New link for ${email}`}
          onClick={() =>
            ask(callApi('renewInvitation', { params: { id } }), (made) => onMade(invitationLink(email, made)))
          }
        >
          New link
        </Button>
        <Button
          variant="default"
          disabled={busy}
          aria-label={`Revoke the invitation of ${email}`}
          onClick={() =>
            ask(callApi('revokeInvitation', { params: { id } }), () =>
              onChanged(`The invitation of ${email} was revoked.`),
            )
          }
        >
          Revoke
        </Button>
      </div>
    </li>
  );
}
