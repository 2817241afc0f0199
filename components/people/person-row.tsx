'use client';

import { ActionIcon, Button, Menu, NativeSelect } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { useState } from 'react';
import { TimeAgo } from '#components/ui/time-ago.tsx';
import { ROLES } from '#lib/domain/permission/role.ts';
import type { ListedPerson } from '#lib/queries/people.ts';
import '#components/ui/row-list.css';

const ROLE_NAMES = ROLES.map((role) => ({ value: role, label: `${role.slice(0, 1).toUpperCase()}${role.slice(1)}` }));

/** What an admin does about one person. */
export type PersonVerb = 'role' | 'disable' | 'enable' | 'reset-link' | 'take-second-factor';

type Change = (person: ListedPerson, verb: PersonVerb, body: object, done: string) => Promise<void>;

/** One person: name, address, when they were seen, role, and what an admin can do about them. */
export function PersonRow({ person, isMe, onChange, onPassword }: { person: ListedPerson; isMe: boolean; onChange: Change; onPassword: (person: ListedPerson) => void }) {
  const [busy, setBusy] = useState(false);
  const disabled = person.disabledAt !== null;

  async function change(...[verb, body, done]: [PersonVerb, object, string]) {
    setBusy(true);
    await onChange(person, verb, body, done);
    setBusy(false);
  }

  return (
    <li className="person" data-disabled={disabled || undefined}>
      <div className="person-who">
        <strong>
          {person.name}
          {isMe && <span className="row-tag">You</span>}
          {disabled && <span className="row-tag">Disabled</span>}
          {person.secondFactor && <span className="row-tag">Second factor</span>}
        </strong>
        <span className="dimmed">{person.email}</span>
        <span className="person-seen dimmed">
          {person.lastSeenAt ? (
            <>
              Seen <TimeAgo at={person.lastSeenAt} />
            </>
          ) : (
            'Never signed in'
          )}
        </span>
      </div>
      <NativeSelect
        aria-label={`Role of ${person.name}`}
        data={ROLE_NAMES}
        value={person.role}
        disabled={busy}
        onChange={(event) => change('role', { role: event.currentTarget.value }, `${person.name} is now ${event.currentTarget.value}.`)}
      />
      <div className="person-actions">
        <Button
          variant="default"
          className="person-access"
          loading={busy}
          aria-label={`${disabled ? 'Enable' : 'Disable'} ${person.name}`}
          onClick={() => change(disabled ? 'enable' : 'disable', {}, `${person.name} ${disabled ? 'can sign in again' : 'is shut out'}.`)}
        >
          {disabled ? 'Enable' : 'Disable'}
        </Button>
        <Menu position="bottom-end" withinPortal={false}>
          <Menu.Target>
            <ActionIcon variant="default" size={36} className="person-more" aria-label={`More for ${person.name}`}>
              <IconDots size={16} aria-hidden />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item disabled={disabled} onClick={() => change('reset-link', {}, '')}>
              Link for a new password
            </Menu.Item>
            <Menu.Item onClick={() => onPassword(person)}>New password</Menu.Item>
            <Menu.Item disabled={!person.secondFactor} onClick={() => change('take-second-factor', {}, `${person.name} signs in without a second factor now.`)}>
              Take the second factor away
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </div>
    </li>
  );
}
