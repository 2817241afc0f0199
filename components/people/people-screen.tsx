'use client';

import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconUserPlus } from '@tabler/icons-react';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { callApi } from '#components/api-client.ts';
import { PageTitle } from '#components/ui/page-title.tsx';
import type { PersonId } from '#lib/domain/ids.ts';
import type { ListedPerson } from '#lib/queries/people.ts';
import { AddPerson } from './add-person.tsx';
import './people.css';
import { PersonRow } from './person-row.tsx';
import { SetPassword } from './set-password.tsx';

/** Everybody with access: roles, passwords, and who is shut out. */
export function PeopleScreen({ people, me }: { people: readonly ListedPerson[]; me: PersonId }) {
  const router = useRouter();
  const [adding, setAdding] = useState(false);
  const [passwordOf, setPasswordOf] = useState<ListedPerson>();

  function changed(message: string) {
    notifications.show({ message });
    router.refresh();
  }

  async function change(person: ListedPerson, verb: 'role' | 'disable' | 'enable', body: object, done: string) {
    const answer = await callApi('POST', `/people/${person.id}/${verb}`, body);
    if (answer.ok) return changed(done);
    notifications.show({ color: 'red', title: 'Nothing was changed', message: reasonOf(answer.problem) });
  }

  return (
    <>
      <PageTitle
        title="People"
        note="A change of role, password or access ends that person's sessions at once."
        actions={
          <Button leftSection={<IconUserPlus size={16} aria-hidden />} onClick={() => setAdding(true)}>
            Add a person
          </Button>
        }
      />
      <ul className="plain-list people">
        {people.map((person) => (
          <PersonRow key={person.id} person={person} isMe={person.id === me} onChange={change} onPassword={setPasswordOf} />
        ))}
      </ul>
      <AddPerson opened={adding} onClose={() => setAdding(false)} onDone={changed} />
      <SetPassword key={passwordOf?.id} person={passwordOf} onClose={() => setPasswordOf(undefined)} onDone={changed} />
    </>
  );
}

function reasonOf(problem: { detail: string; fields: { field: string; message: string }[] }): string {
  const [first] = problem.fields;
  return first ? `${first.field === 'role' ? 'The role of admin' : 'Access'} ${first.message}` : problem.detail;
}
