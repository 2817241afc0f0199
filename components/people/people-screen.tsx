'use client';

import { Button, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconMail, IconSearch } from '@tabler/icons-react';
import dynamic from 'next/dynamic';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { type ApiProblem, callApi } from '#components/api-client.ts';
import { OverlayComing } from '#components/keys/overlays.tsx';
import base from '#components/ui/base.module.css';
import { fetched } from '#components/ui/fetched.ts';
import { EmptyState } from '#components/ui/messages/empty-state.tsx';
import type { QuestionToAsk } from '#components/ui/messages/question.tsx';
import { useQuestion } from '#components/ui/messages/use-question.tsx';
import { PageTitle } from '#components/ui/page-title.tsx';
import { fold } from '#lib/kernel/folding.ts';
import type { PersonId } from '#lib/kernel/ids.ts';
import type { ListedInvitation, ListedPerson } from '#lib/people/queries/people.ts';
import { InvitationList } from './invitation-list.tsx';
import type { MadeLink } from './one-time-link.tsx';
import styles from './people.module.css';
import { type PersonChange, PersonRow, type RowProps } from './person-row.tsx';

const AddPerson = dynamic(() => fetched(() => import('./add-person.tsx')).then((file) => file.AddPerson), {
  loading: OverlayComing,
});
const InvitePerson = dynamic(() => fetched(() => import('./invite-person.tsx')).then((file) => file.InvitePerson), {
  loading: OverlayComing,
});
const OneTimeLink = dynamic(() => fetched(() => import('./one-time-link.tsx')).then((file) => file.OneTimeLink), {
  loading: OverlayComing,
});
const SetPassword = dynamic(() => fetched(() => import('./set-password.tsx')).then((file) => file.SetPassword), {
  loading: OverlayComing,
});

/** Everybody with access: roles, passwords, second factors, who is invited and who is disabled. */
export function PeopleScreen({
  people,
  invitations,
  me,
}: {
  people: readonly ListedPerson[];
  invitations: readonly ListedInvitation[];
  me: PersonId;
}) {
  const router = useRouter();
  const [dialog, setDialog] = useState<Dialog>();
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

  const { question, askFirst } = useChanges(changed, showLink);

  return (
    <>
      {question}
      <PeopleTitle onDialog={setDialog} />
      <InvitationList invitations={invitations} onMade={showLink} onChanged={changed} />
      <PeopleSearch typed={typed} onType={setTyped} said={typed.trim() && `${found.length} of ${people.length}`} />
      <PeopleFound found={found} me={me} onChange={askFirst} onPassword={setPasswordOf} />
      {dialog === 'add' && <AddPerson opened onClose={() => setDialog(undefined)} onDone={changed} />}
      {dialog === 'invite' && <InvitePerson opened onClose={() => setDialog(undefined)} onMade={showLink} />}
      {passwordOf && (
        <SetPassword
          key={passwordOf.id}
          person={passwordOf}
          onClose={() => setPasswordOf(undefined)}
          onDone={changed}
        />
      )}
      {made && <OneTimeLink made={made} onClose={() => setMade(undefined)} />}
    </>
  );
}

type FoundProps = { found: readonly ListedPerson[]; me: PersonId } & Pick<RowProps, 'onChange' | 'onPassword'>;

function PeopleFound({ found, me, onChange, onPassword }: FoundProps) {
  if (found.length === 0)
    return <EmptyState title="No matching people">Try part of a name or email address.</EmptyState>;
  return (
    <ul className={`${base.plainList} ${styles.people}`}>
      {found.map((person) => (
        <PersonRow
          key={person.id}
          person={person}
          isMe={person.id === me}
          onChange={onChange}
          onPassword={onPassword}
        />
      ))}
    </ul>
  );
}

/** Carries out what an admin wants done about a person. */
function useChanges(changed: (message: string) => void, showLink: (link: MadeLink) => void) {
  const { question, ask } = useQuestion();

  async function change(person: ListedPerson, asked: PersonChange) {
    if (asked.operation === 'makeResetLink') return makeLink(person);
    const params = { id: person.id };
    const answer =
      asked.operation === 'setPersonRole'
        ? await callApi('setPersonRole', { params, body: { role: asked.role } })
        : await callApi(asked.operation, { params });
    return answer.ok ? changed(asked.done) : refused(answer.problem);
  }

  function refused(problem: ApiProblem) {
    notifications.show({ color: 'red', title: 'Nothing was changed', message: reasonOf(problem) });
  }

  async function makeLink({ id, name, email }: ListedPerson) {
    const answer = await callApi('makeResetLink', { params: { id } });
    if (!answer.ok) return refused(answer.problem);
    const { link, mailed } = answer.value;
    showLink({ title: `Password reset for ${name}`, email, link, mailed, life: 'an hour' });
  }

  /** What disables an account, or makes it easier to enter, is asked first. */
  async function askFirst(person: ListedPerson, asked: PersonChange) {
    const asks = QUESTIONS[asked.operation]?.(person);
    if (!asks) return change(person, asked);
    ask({ ...asks, run: () => change(person, asked) });
  }

  return { question, askFirst };
}

type Dialog = 'add' | 'invite';

function PeopleTitle({ onDialog }: { onDialog(dialog: Dialog): void }) {
  return (
    <PageTitle
      title="People"
      note="Changing a role, password or access signs that person out everywhere."
      actions={
        <>
          <Button variant="default" onClick={() => onDialog('add')}>
            Add person
          </Button>
          <Button leftSection={<IconMail size={16} aria-hidden />} onClick={() => onDialog('invite')}>
            Invite
          </Button>
        </>
      }
    />
  );
}

function PeopleSearch({ typed, onType, said }: { typed: string; onType(typed: string): void; said: string }) {
  return (
    <div className={styles.search}>
      <TextInput
        aria-label="Find people"
        placeholder="Name, email or role"
        leftSection={<IconSearch size={16} aria-hidden />}
        value={typed}
        onChange={(event) => onType(event.currentTarget.value)}
      />
      <span role="status" className={base.dimmed}>
        {said}
      </span>
    </div>
  );
}

const QUESTIONS: Readonly<
  Partial<Record<PersonChange['operation'], (person: ListedPerson) => Omit<QuestionToAsk, 'run'>>>
> = {
  disablePerson: ({ name }) => ({
    title: `Disable ${name}?`,
    body: (
      <p>
        <bdi>{name}</bdi> is signed out everywhere at once and cannot sign in until you enable the account again.
      </p>
    ),
    yes: 'Disable',
    isHarmful: true,
  }),
  takeSecondFactor: ({ name }) => ({
    title: `Remove the second factor of ${name}?`,
    body: (
      <p>
        <bdi>{name}</bdi> will then sign in with the password alone.
      </p>
    ),
    yes: 'Remove',
    isHarmful: true,
  }),
};

/** Whether every word that was typed is in what the row shows, accents and case aside. */
function isFound({ name, email, role, disabledAt }: ListedPerson, typed: string): boolean {
  const shown = fold([name, email, role, disabledAt ? 'disabled' : ''].join(' '));
  return fold(typed)
    .split(/\s+/)
    .every((word) => shown.includes(word));
}

function reasonOf(problem: { detail: string; fields: { field: string; message: string }[] }): string {
  const [first] = problem.fields;
  return first ? `${first.field === 'role' ? 'The role of admin' : 'Access'} ${first.message}` : problem.detail;
}
