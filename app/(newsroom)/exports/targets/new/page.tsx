import type { Metadata } from 'next';
import Link from 'next/link';
import { requireSignedIn } from '#app/session.ts';
import { TargetForm } from '#components/exports/target-form.tsx';
import { LinkButton } from '#components/ui/link-button.tsx';
import { EmptyState } from '#components/ui/messages/empty-state.tsx';
import { PageTitle } from '#components/ui/page-title.tsx';
import { may } from '#lib/kernel/permission/table.ts';

export const metadata: Metadata = { title: 'New target' };

/** The form for one more place that exports go to. */
export default async function NewTargetPage() {
  const manages = may(await requireSignedIn(), 'target.manage');
  return (
    <>
      <PageTitle title="New target" kicker={<Link href="/exports">Exports</Link>} />
      {manages ? (
        <TargetForm manages />
      ) : (
        <EmptyState title="Only admins can add targets." action={<LinkButton href="/exports">Open exports</LinkButton>}>
          Ask an admin if the archive should be exported elsewhere.
        </EmptyState>
      )}
    </>
  );
}
