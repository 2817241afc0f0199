import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound, redirect } from 'next/navigation';
import { requireSignedIn } from '#app/session.ts';
import { ContextActions } from '#components/contexts/context-actions.tsx';
import { ContextSide } from '#components/contexts/context-side.tsx';
import { ContextTimeline } from '#components/contexts/context-timeline.tsx';
import { KIND_NAMES } from '#components/contexts/context-words.ts';
import { ListPages } from '#components/ui/list-pages.tsx';
import { EmptyState } from '#components/ui/messages/empty-state.tsx';
import { Notice } from '#components/ui/messages/notice.tsx';
import { PageTitle } from '#components/ui/page-title.tsx';
import { contextInAddress, contextTimeline } from '#lib/editorial/contexts/contract/contexts.ts';
import { readTimeline } from '#lib/editorial/contexts/queries/context-timeline.ts';
import { type ContextView, readContext } from '#lib/editorial/contexts/queries/context-view.ts';
import { openContextChanges } from '#lib/editorial/contexts/store/context-changes.ts';
import { countOf } from '#lib/kernel/count-of.ts';
import { dayName } from '#lib/kernel/day-names.ts';
import { may } from '#lib/kernel/permission/table.ts';
import { currentStore } from '#lib/platform/database/current.ts';
import styles from './page.module.css';

export const metadata: Metadata = { title: 'Context' };

type Props = { params: Promise<{ id: string }>; searchParams: Promise<{ cursor?: string | string[] }> };

/**
 * A context: its names, its entries newest first, and what it goes together with. One that was merged leads to the one
 * that stays.
 */
export default async function ContextPage({ params, searchParams }: Props) {
  const person = await requireSignedIn();
  const address = contextInAddress.safeParse(await params);
  if (!address.success) notFound();
  const { id } = address.data;
  const { cursor } = await searchParams;
  const asked = contextTimeline.safeParse(cursor ? { cursor } : {});
  const page = asked.success ? asked.data : {};
  const store = currentStore();
  const [context, { items, next }, changes] = await Promise.all([
    readContext(store, id),
    readTimeline(store, id, page),
    openContextChanges(store, id),
  ]);
  if (!context) notFound();
  if (context.mergedInto) redirect(`/contexts/${context.mergedInto.id}`);
  const mayMerge = may(person, 'context.merge');
  return (
    <>
      <PageTitle
        title={context.name}
        kicker={context.kind ? KIND_NAMES[context.kind] : 'Context'}
        note={usesOf(context)}
        actions={<ContextActions context={context} mayManage={may(person, 'context.manage')} mayMerge={mayMerge} />}
      />
      {changes.map(({ id: change, name, state, askedBy, reason }) => (
        <Notice
          key={change}
          kind="warning"
          title={state === 'in_review' ? 'Waiting for approval' : 'Changes requested'}
        >
          <p>
            <bdi>{askedBy.name}</bdi> requested a change to <bdi>{name}</bdi>. <bdi>{reason}</bdi>{' '}
            <Link href={`/review/contexts/${change}`}>Preview the change</Link>
          </p>
        </Notice>
      ))}
      <div className={styles.contextPage}>
        <section className={styles.contextMain} aria-labelledby="entries">
          <h2 id="entries">Entries</h2>
          {items.length ? (
            <ContextTimeline
              key={page.cursor?.entry ?? 0}
              context={context}
              items={items}
              mayWrite={may(person, 'entry.write')}
              maySplit={mayMerge}
            />
          ) : (
            <EmptyState title="No published entry has this context.">
              Entries appear here once they are approved.
            </EmptyState>
          )}
          <ListPages here={`/contexts/${id}`} isFirst={page.cursor === undefined} next={next} />
        </section>
        <ContextSide context={context} mayMerge={mayMerge} />
      </div>
    </>
  );
}

function usesOf({ entries, firstDay, lastDay }: ContextView): string {
  if (!firstDay || !lastDay) return 'No published entry has it.';
  const days = firstDay === lastDay ? dayName(firstDay) : `${dayName(firstDay)} to ${dayName(lastDay)}`;
  return `${countOf(entries, 'published entry', 'published entries')}, ${days}.`;
}
