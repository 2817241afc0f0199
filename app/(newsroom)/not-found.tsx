import { LinkButton } from '#components/ui/link-button.tsx';
import { EmptyState } from '#components/ui/messages/empty-state.tsx';
import { PageTitle } from '#components/ui/page-title.tsx';

/** What is at an address of the newsroom that leads nowhere; the navigation stays. */
export default function NewsroomNotFound() {
  return (
    <>
      <PageTitle title="Not found" />
      <EmptyState title="This page does not exist." action={<LinkButton href="/">Go to the desk</LinkButton>}>
        It may have been discarded, or the address is wrong.
      </EmptyState>
    </>
  );
}
