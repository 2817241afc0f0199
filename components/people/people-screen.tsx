'use client';

import { Button, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconMail, IconSearch } from '@tabler/icons-react';
import dynamic from 'next/dynamic';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { callApi } from '#components/api-client.ts';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { folded } from '#components/ui/folded.ts';
import { PageTitle } from '#components/ui/page-title.tsx';
import type { PersonId } from '#lib/domain/ids.ts';
import type { ListedInvitation, ListedPerson } from '#lib/queries/people.ts';
import { InvitationList } from './invitation-list.tsx';
import type { MadeLink } from './one-time-link.tsx';
import './people.css';
import { fetched } from '#components/ui/fetched.ts';
import { PersonRow, type PersonVerb } from './person-row.tsx';

const AddPerson = dynamic(() => fetched(() => import('./add-person.tsx')).then((file) => file.AddPerson), { loading: () => null });
const InvitePerson = dynamic(() => fetched(() => import('./invite-person.tsx')).then((file) => file.InvitePerson), { loading: () => null });
const OneTimeLink = dynamic(() => fetched(() => import('./one-time-link.tsx')).then((file) => file.OneTimeLink), { loading: () => null });
const SetPassword = dynamic(() => fetched(() => import('./set-password.tsx')).then((file) => file.SetPassword), { loading: () => null });

/** Everybody with access: roles, passwords, second factors, who is invited and who is shut out. */
export function PeopleScreen({ people, invitations, me }: { people: readonly ListedPerson[]; invitations: readonly ListedInvitation[]; me: PersonId }) {
  const router = useRouter();
  const [dialog, setDialog] = useState<'add' | 'invite'>();
  const [passwordOf, setPasswordOf] = useState<ListedPerson>();
  const [made, setMade] = useState<MadeLink>();
  const [typed, setTyped] = useState('');
  const found = people.filter((person) => isFound(person, typed));

  function changed(message: string) {
    notifications.show({ message });
    router.refresh();
  }

  function showLink(link: MadeLink) {
    setMade(link);
    router.refresh();
  }

  async function change(person: ListedPerson, verb: PersonVerb, body: object, done: string) {
    const answer = await callApi<{ link: string; mailed: boolean }>('POST', `/people/${person.id}/${verb}`, body);
    if (!answer.ok) return void notifications.show({ color: 'red', title: 'Nothing was changed', message: reasonOf(answer.problem) });
    if (verb === 'reset-link') return showLink({ title: `A new password for ${person.name}`, email: person.email, ...answer.value, life: 'an hour' });
    changed(done);
  }

  return (
    <>
      <PageTitle
        title="People"
        note="A change of role, password or access ends that person's sessions at once."
        actions={
          <>
            <Button variant="default" onClick={() => setDialog('add')}>
              Add a person
            </Button>
            <Button leftSection={<IconMail size={16} aria-hidden />} onClick={() => setDialog('invite')}>
              Invite
            </Button>
          </>
        }
      />
      <InvitationList invitations={invitations} onMade={showLink} onChanged={changed} />
      <div className="people-search">
        <TextInput
          aria-label="Find people"
          placeholder="Name, address or role"
          leftSection={<IconSearch size={16} aria-hidden />}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <span role="status" className="dimmed">
          {typed.trim() && `${found.length} of ${people.length}`}
        </span>
      </div>
      {found.length ? (
        <ul className="plain-list people">
          {found.map((person) => (
            <PersonRow key={person.id} person={person} isMe={person.id === me} onChange={change} onPassword={setPasswordOf} />
          ))}
        </ul>
      ) : (
        <EmptyState title="Nobody is called that">Try a part of the name or of the address.</EmptyState>
      )}
      {dialog === 'add' && <AddPerson opened onClose={() => setDialog(undefined)} onDone={changed} />}
      {dialog === 'invite' && <InvitePerson opened onClose={() => setDialog(undefined)} onMade={showLink} />}
      {passwordOf && <SetPassword key={passwordOf.id} person={passwordOf} onClose={() => setPasswordOf(undefined)} onDone={changed} />}
      {made && <OneTimeLink made={made} onClose={() => setMade(undefined)} />}
    </>
  );
}

/** Whether every word that was typed stands in what the row shows, accents and case aside. */
function isFound({ name, email, role, disabledAt }: ListedPerson, typed: string): boolean {
  const shown = folded([name, email, role, disabledAt ? 'disabled' : ''].join(' '));
  return folded(typed)
    .split(/\s+/)
    .every((word) => shown.includes(word));
}

function reasonOf(problem: { detail: string; fields: { field: string; message: string }[] }): string {
  const [first] = problem.fields;
  return first ? `${first.field === 'role' ? 'The role of admin' : 'Access'} ${first.message}` : problem.detail;
}
