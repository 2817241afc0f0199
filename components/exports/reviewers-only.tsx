import { LinkButton } from '#components/ui/link-button.tsx';
import { EmptyState } from '#components/ui/messages/empty-state.tsx';
import { PageTitle } from '#components/ui/page-title.tsx';

/** What those see whose role does not include exports or imports. */
export function ReviewersOnly({ title }: { title: 'Exports' | 'Imports' }) {
  return (
    <>
      <PageTitle title={title} />
      <EmptyState
        title={`Reviewers and admins see the ${title.toLowerCase()}.`}
        action={<LinkButton href="/">Go to the desk</LinkButton>}
      >
        Ask one of them, or ask an admin for another role.
      </EmptyState>
    </>
  );
}
