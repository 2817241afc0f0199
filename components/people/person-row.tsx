'use client';

import { Button, NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { ROLES } from '#lib/domain/permission/role.ts';
import type { ListedPerson } from '#lib/queries/people.ts';

const ROLE_OPTIONS = ROLES.map((role) => ({ value: role, label: `${role.slice(0, 1).toUpperCase()}${role.slice(1)}` }));

type Change = (person: ListedPerson, verb: 'role' | 'disable' | 'enable', body: object, done: string) => Promise<void>;

/** One person: name, address, role, and what an admin can do about them. */
export function PersonRow({ person, isMe, onChange, onPassword }: { person: ListedPerson; isMe: boolean; onChange: Change; onPassword: (person: ListedPerson) => void }) {
  const [busy, setBusy] = useState(false);
  const disabled = person.disabledAt !== null;

  async function change(...[verb, body, done]: [Parameters<Change>[1], object, string]) {
    setBusy(true);
    await onChange(person, verb, body, done);
    setBusy(false);
  }

  return (
    <li className="person" data-disabled={disabled || undefined}>
      <div className="person-who">
        <strong>
          {person.name}
          {isMe && <span className="person-tag">You</span>}
          {disabled && <span className="person-tag">Disabled</span>}
        </strong>
        <span className="dimmed">{person.email}</span>
      </div>
      <NativeSelect
        aria-label={`Role of ${person.name}`}
        data={ROLE_OPTIONS}
        value={person.role}
        disabled={busy}
        onChange={(event) => change('role', { role: event.currentTarget.value }, `${person.name} is now ${event.currentTarget.value}.`)}
      />
      <div className="person-actions">
        <Button variant="default" aria-label={`New password for ${person.name}`} onClick={() => onPassword(person)}>
          New password
        </Button>
        <Button
          variant="default"
          className="person-access"
          loading={busy}
          aria-label={`${disabled ? 'Enable' : 'Disable'} ${person.name}`}
          onClick={() => change(disabled ? 'enable' : 'disable', {}, `${person.name} ${disabled ? 'can sign in again' : 'is shut out'}.`)}
        >
          {disabled ? 'Enable' : 'Disable'}
        </Button>
      </div>
    </li>
  );
}
