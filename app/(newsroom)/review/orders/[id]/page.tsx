import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { requireSignedIn } from '#app/session.ts';
import { LineDiff } from '#components/diff/line-diff.tsx';
import { ChangeHead } from '#components/review/decide/change-head.tsx';
import { DecideChange } from '#components/review/decide/decide-change.tsx';
import { queryOf } from '#components/review/queue/queue-address.ts';
import { Notice } from '#components/ui/messages/notice.tsx';
import { readOrderChange } from '#lib/editorial/days/queries/order-change.ts';
import { queueFilterOf } from '#lib/editorial/review/contract/review.ts';
import { neighboursOf } from '#lib/editorial/review/queries/review-queue.ts';
import { idInAddress } from '#lib/kernel/contract/search.ts';
import { fullDayName } from '#lib/kernel/day-names.ts';
import { changeTitle } from '#lib/kernel/newsroom/review-item.ts';
import { may } from '#lib/kernel/permission/table.ts';
import { currentStore } from '#lib/platform/database/current.ts';
import { readNewsroomSettings } from '#lib/platform/settings/newsroom-settings.ts';

export const metadata: Metadata = { title: 'Review the order of a day' };

type Props = { params: Promise<{ id: string }>; searchParams: Promise<Record<string, string | string[] | undefined>> };

/** A proposed order of a day, to be read as the page it makes, and decided. */
export default async function ReviewOrderPage({ params, searchParams }: Props) {
  const person = await requireSignedIn();
  const id = idInAddress.safeParse((await params).id);
  if (!id.success) notFound();
  const store = currentStore();
  const filter = queueFilterOf(await searchParams);
  const [change, { fourEyes }] = await Promise.all([readOrderChange(store, id.data), readNewsroomSettings(store)]);
  if (!change) notFound();
  const item = { kind: 'order', id: change.id } as const;
  const waits = change.state === 'in_review';
  const around = await neighboursOf(store, { person: person.id, fourEyes }, filter, waits ? item : undefined);
  const isOwn = change.author.id === person.id;
  const status = waits && change.before === change.after;
  const title = changeTitle('order', change.day, null);
  return (
    <>
      <ChangeHead
        title={title}
        kicker="A new order for a day"
        change={{ ...change, askedBy: change.author, askedAt: change.submittedAt }}
        around={around}
        query={queryOf(filter)}
      />
      {status && (
        <Notice kind="warning" title="The day is already in this order">
          <p>Discard this proposal.</p>
        </Notice>
      )}
      {waits && isOwn && fourEyes && <p>You proposed this order, so somebody else has to approve it.</p>}
      {waits && (
        <DecideChange
          change={item}
          hash={change.hash}
          title={title}
          about="The entries of this day are reordered."
          mayApprove={may(person, 'day.reorder') && !(isOwn && fourEyes) && !status}
          mayReturn={may(person, 'day.reorder') && !isOwn}
          isOwn={isOwn}
          around={around}
          query={queryOf(filter)}
        />
      )}
      <p>
        <Link href={`/days/${change.day}`}>{fullDayName(change.day)}</Link>
      </p>
      {change.after !== null && (
        <LineDiff before={change.before} after={change.after} label="The day’s page, before and after" />
      )}
    </>
  );
}
