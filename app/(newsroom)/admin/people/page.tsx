import type { Metadata } from 'next';
import { requireSignedIn } from '#app/session.ts';
import { PeopleScreen } from '#components/people/people-screen.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { PageTitle } from '#components/ui/page-title.tsx';
import { may } from '#lib/domain/permission/table.ts';
import { listPeople } from '#lib/queries/people.ts';
import { currentStore } from '#lib/store/current.ts';

export const metadata: Metadata = { title: 'People' };

export default async function PeoplePage() {
  const person = await requireSignedIn();
  if (!may(person, 'people.read')) {
    return (
      <>
        <PageTitle title="People" />
        <EmptyState title="Only admins can see this page">Ask an admin if somebody needs access or another role.</EmptyState>
      </>
    );
  }
  return <PeopleScreen people={await listPeople(currentStore())} me={person.id} />;
}
