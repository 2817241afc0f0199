import { EmptyState } from '#components/ui/messages/empty-state.tsx';
import { PageTitle } from '#components/ui/page-title.tsx';

/** What everybody else sees instead of an admin's screen. */
export function AdminsOnly({ title }: { title: string }) {
  return (
    <>
      <PageTitle title={title} />
      <EmptyState title="Only admins can see this page">
        Ask an admin if somebody needs access or another role.
      </EmptyState>
    </>
  );
}
