import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { requireSignedIn } from '#app/session.ts';
import { LineDiff } from '#components/diff/line-diff.tsx';
import { ChangeHead } from '#components/review/decide/change-head.tsx';
import { DecideChange } from '#components/review/decide/decide-change.tsx';
import { queryOf } from '#components/review/queue/queue-address.ts';
import { Notice } from '#components/ui/messages/notice.tsx';
import { readProseChange } from '#lib/editorial/prose/prose-change.ts';
import { queueFilterOf } from '#lib/editorial/review/contract/review.ts';
import { neighboursOf } from '#lib/editorial/review/queries/review-queue.ts';
import { idInAddress } from '#lib/kernel/contract/search.ts';
import { may } from '#lib/kernel/permission/table.ts';
import { currentStore } from '#lib/platform/database/current.ts';
import { readNewsroomSettings } from '#lib/platform/settings/newsroom-settings.ts';

export const metadata: Metadata = { title: 'Review a page' };

type Props = { params: Promise<{ id: string }>; searchParams: Promise<Record<string, string | string[] | undefined>> };

/** One new text of a page of prose, to be read and decided. */
export default async function ReviewProsePage({ params, searchParams }: Props) {
  const person = await requireSignedIn();
  const id = idInAddress.safeParse((await params).id);
  if (!id.success) notFound();
  const store = currentStore();
  const filter = queueFilterOf(await searchParams);
  const [change, { fourEyes }] = await Promise.all([readProseChange(store, id.data), readNewsroomSettings(store)]);
  if (!change) notFound();
  const item = { kind: 'prose', id: change.id } as const;
  const waits = change.state === 'in_review';
  const around = await neighboursOf(store, { person: person.id, fourEyes }, filter, waits ? item : undefined);
  const isOwn = change.author.id === person.id;
  const title = `/${change.path}`;
  return (
    <>
      <ChangeHead
        title={title}
        kicker={change.isNew ? 'A new page' : 'A new text for a published page'}
        came="It came from an import."
        change={{ ...change, askedBy: change.author, askedAt: change.submittedAt }}
        around={around}
        query={queryOf(filter)}
      />
      {change.isStale && (
        <Notice kind="warning" title="Another text of this page was published after this one came in">
          <p>Discard this one, then import the text again.</p>
        </Notice>
      )}
      {waits && isOwn && fourEyes && <p>You imported this text, so somebody else has to approve it.</p>}
      {waits && (
        <DecideChange
          change={item}
          hash={change.hash}
          title={title}
          about="One published page changes."
          mayApprove={may(person, 'entry.approve') && !(isOwn && fourEyes) && !change.isStale}
          mayReturn={may(person, 'entry.request-changes') && !isOwn}
          isOwn={isOwn}
          around={around}
          query={queryOf(filter)}
        />
      )}
      <LineDiff before={change.before} after={change.after} label={`${change.path}, before and after`} />
    </>
  );
}
