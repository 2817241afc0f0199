import type { Metadata } from 'next';
import { requireSignedIn } from '#app/session.ts';
import { AdminsOnly } from '#components/people/admins-only.tsx';
import { PeopleScreen } from '#components/people/people-screen.tsx';
import { may } from '#lib/kernel/permission/table.ts';
import { listInvitations, listPeople } from '#lib/people/queries/people.ts';
import { currentStore } from '#lib/platform/database/current.ts';

export const metadata: Metadata = { title: 'People' };

export default async function PeoplePage() {
  const person = await requireSignedIn();
  if (!may(person, 'people.read')) {
    return <AdminsOnly title="People" />;
  }
  const store = currentStore();
  const [people, invitations] = await Promise.all([listPeople(store), listInvitations(store)]);
  return <PeopleScreen people={people} invitations={invitations} me={person.id} />;
}
