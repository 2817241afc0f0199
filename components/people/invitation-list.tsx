'use client';

import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { type ApiAnswer, callApi } from '#components/api-client.ts';
import { TimeAgo } from '#components/ui/days/time-ago.tsx';
import type { ListedInvitation } from '#lib/people/queries/people.ts';
import { invitationLink } from './invite-person.tsx';
import type { MadeLink } from './one-time-link.tsx';
import '#components/ui/row-list.css';

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
      <h2 id="invitations" className="people-heading">
        Invited
      </h2>
      <ul className="plain-list people">
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
    <li className="person">
      <div className="person-who">
        <strong>
          {email}
          {expired && <span className="row-tag">Expired</span>}
        </strong>
        <span className="dimmed">
          As {role}, by {invitedBy}, <TimeAgo at={at} />
        </span>
      </div>
      <div className="person-actions person-wide">
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
