import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { requireSignedIn } from '#app/session.ts';
import { EntryScreen } from '#components/entry-editor/entry-screen.tsx';
import { LinkButton } from '#components/ui/link-button.tsx';
import { EmptyState } from '#components/ui/messages/empty-state.tsx';
import { PageTitle } from '#components/ui/page-title.tsx';
import { readableTitle } from '#components/ui/readable-title.ts';
import { readEntryView } from '#lib/editorial/entries/queries/entry-view.ts';
import { entryInAddress } from '#lib/kernel/contract/ids.ts';
import { isFollowing } from '#lib/notices/queries/notices.ts';
import { currentStore } from '#lib/platform/database/current.ts';

export const metadata: Metadata = { title: 'Entry' };

/** The editor of an entry; of one whose only draft was given up, what became of it. */
export default async function EntryPage({ params }: { params: Promise<{ id: string }> }) {
  const { id, name, role } = await requireSignedIn();
  const entry = entryInAddress.safeParse((await params).id);
  if (!entry.success) notFound();
  const asked = entry.data;
  const [view, following] = await Promise.all([
    readEntryView(currentStore(), asked),
    isFollowing(currentStore(), id, asked),
  ]);
  if (!view) notFound();
  if (view.proposal ?? view.published ?? view.withdrawn)
    return (
      <EntryScreen key={view.entry} person={{ id, name, role }} view={view} following={following} day={view.day} />
    );
  return (
    <>
      <PageTitle title={readableTitle(view.title)} kicker={view.day} />
      <EmptyState
        title="This draft was discarded."
        action={<LinkButton href={`/entries/new?day=${view.day}`}>Start a new entry on {view.day}</LinkButton>}
      >
        It was never published. Its saved text stays in the history.
      </EmptyState>
    </>
  );
}
