'use client';

import { ActionIcon, Button, Menu, NativeSelect } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { useState } from 'react';
import base from '#components/ui/base.module.css';
import { TimeAgo } from '#components/ui/days/time-ago.tsx';
import rows from '#components/ui/row-list.module.css';
import { ROLES, type Role } from '#lib/kernel/permission/role.ts';
import type { ListedPerson } from '#lib/people/queries/people.ts';
import styles from './people.module.css';

const ROLE_NAMES = ROLES.map((role) => ({ value: role, label: `${role.slice(0, 1).toUpperCase()}${role.slice(1)}` }));

/** What an admin does about one person. */
export type PersonChange =
  | { operation: 'setPersonRole'; role: Role; done: string }
  | { operation: 'disablePerson' | 'enablePerson' | 'takeSecondFactor'; done: string }
  | { operation: 'makeResetLink' };

export type RowProps = {
  person: ListedPerson;
  isMe: boolean;
  onChange: (person: ListedPerson, change: PersonChange) => Promise<void>;
  onPassword: (person: ListedPerson) => void;
};

/** One person: name, address, when they were seen, role, and what an admin can do about them. */
export function PersonRow({ person, isMe, onChange, onPassword }: RowProps) {
  const [busy, setBusy] = useState(false);
  const disabled = person.disabledAt !== null;

  async function change(asked: PersonChange) {
    setBusy(true);
    await onChange(person, asked);
    setBusy(false);
  }

  return (
    <li className={styles.person} data-disabled={disabled || undefined}>
      <PersonWho person={person} isMe={isMe} />
      <NativeSelect
        aria-label={`Role of ${person.name}`}
        data={ROLE_NAMES}
        value={person.role}
        disabled={busy}
        onChange={(event) => {
          const role = ROLES.find((one) => one === event.currentTarget.value);
          if (role) void change({ operation: 'setPersonRole', role, done: `${person.name} is now ${role}.` });
        }}
      />
      <div className={styles.actions}>
        <Button
          variant="default"
          className={styles.access}
          loading={busy}
          aria-label={`${disabled ? 'Enable' : 'Disable'} ${person.name}`}
          onClick={() =>
            change({
              operation: disabled ? 'enablePerson' : 'disablePerson',
              done: `${person.name} ${disabled ? 'can sign in again' : 'was disabled'}.`,
            })
          }
        >
          {disabled ? 'Enable' : 'Disable'}
        </Button>
        <MoreMenu person={person} change={(asked) => void change(asked)} onPassword={() => onPassword(person)} />
      </div>
    </li>
  );
}

type MenuProps = { person: ListedPerson; change: (asked: PersonChange) => void; onPassword: () => void };

/** What is needed less often: passwords and the second factor. */
function MoreMenu({ person, change, onPassword }: MenuProps) {
  return (
    <Menu position="bottom-end" withinPortal={false}>
      <Menu.Target>
        <ActionIcon variant="default" size={36} className={styles.more} aria-label={`More for ${person.name}`}>
          <IconDots size={16} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item disabled={person.disabledAt !== null} onClick={() => change({ operation: 'makeResetLink' })}>
          Create reset link
        </Menu.Item>
        <Menu.Item onClick={onPassword}>Set password…</Menu.Item>
        <Menu.Item
          disabled={!person.secondFactor}
          onClick={() =>
            change({ operation: 'takeSecondFactor', done: `${person.name} signs in without a second factor now.` })
          }
        >
          Remove second factor
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function PersonWho({ person, isMe }: { person: ListedPerson; isMe: boolean }) {
  return (
    <div className={styles.who}>
      <strong>
        <bdi>{person.name}</bdi>
        {isMe && <span className={rows.tag}>You</span>}
        {person.disabledAt !== null && <span className={rows.tag}>Disabled</span>}
        {person.secondFactor && <span className={rows.tag}>Second factor</span>}
      </strong>
      <span className={base.dimmed}>{person.email}</span>
      <span className={`${styles.seen} ${base.dimmed}`}>
        {person.lastSeenAt ? (
          <>
            Last seen <TimeAgo at={person.lastSeenAt} />
          </>
        ) : (
          'Never signed in'
        )}
      </span>
    </div>
  );
}
