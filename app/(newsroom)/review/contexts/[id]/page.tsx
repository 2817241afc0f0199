import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { requireSignedIn } from '#app/session.ts';
import { ChangeHead } from '#components/review/decide/change-head.tsx';
import { DecideChange } from '#components/review/decide/decide-change.tsx';
import { ExportedFile } from '#components/review/exported-file.tsx';
import { queryOf } from '#components/review/queue/queue-address.ts';
import base from '#components/ui/base.module.css';
import { Notice } from '#components/ui/messages/notice.tsx';
import { type ContextChangeView, readContextChange } from '#lib/editorial/contexts/actions/read-context-change.ts';
import { queueFilterOf } from '#lib/editorial/review/contract/review.ts';
import { neighboursOf } from '#lib/editorial/review/queries/review-queue.ts';
import { idInAddress } from '#lib/kernel/contract/search.ts';
import { countOf } from '#lib/kernel/count-of.ts';
import { may } from '#lib/kernel/permission/table.ts';
import { currentStore } from '#lib/platform/database/current.ts';
import { readNewsroomSettings } from '#lib/platform/settings/newsroom-settings.ts';

export const metadata: Metadata = { title: 'Review' };

type Props = { params: Promise<{ id: string }>; searchParams: Promise<Record<string, string | string[] | undefined>> };

/**
 * A change of names that readers would see, with the pages as they are and as they would be, to be decided by somebody
 * else than who asked.
 */
export default async function ReviewContextPage({ params, searchParams }: Props) {
  const person = await requireSignedIn();
  const id = idInAddress.safeParse((await params).id);
  if (!id.success) notFound();
  const store = currentStore();
  const filter = queueFilterOf(await searchParams);
  const [change, { fourEyes }] = await Promise.all([readContextChange(store, id.data), readNewsroomSettings(store)]);
  if (!change) notFound();
  const item = { kind: 'context', id: change.id } as const;
  const isOwn = change.askedBy.id === person.id;
  const waits = change.state === 'in_review';
  const around = await neighboursOf(store, { person: person.id, fourEyes }, filter, waits ? item : undefined);
  const pages = `${countOf(change.pages, 'published page')} would change.`;
  return (
    <>
      <ChangeHead
        title={titleOf(change)}
        kicker={
          <>
            Change to a context:{' '}
            <Link href={`/contexts/${change.context}`}>
              <bdi>{change.name}</bdi>
            </Link>
          </>
        }
        {...(waits ? { came: pages } : {})}
        change={change}
        around={around}
        query={queryOf(filter)}
      />
      {change.problem && (
        <Notice kind="warning" title="This is no longer possible">
          <p>{change.problem}</p>
        </Notice>
      )}
      {waits && isOwn && fourEyes && <p>You requested this, so somebody else has to approve it.</p>}
      {waits && (
        <DecideChange
          change={item}
          hash={change.hash}
          title={titleOf(change)}
          about={pages}
          mayApprove={may(person, 'context.merge') && !(fourEyes && isOwn) && !change.problem}
          mayReturn={may(person, 'context.merge') && !isOwn}
          isOwn={isOwn}
          around={around}
          query={queryOf(filter)}
        />
      )}
      <PagesOf change={change} />
      {waits && !change.items.length && (
        <p className={base.dimmed}>No Markdown pages change. The other formats of these entries do.</p>
      )}
    </>
  );
}

/** The pages as they are and as they would be. */
function PagesOf({ change }: { change: ContextChangeView }) {
  return (
    <>
      {change.items.map(({ path, before, after }) => (
        <ExportedFile key={path} path={path} before={before} after={after} open />
      ))}
      {change.pages > 20 && (
        <p className={base.dimmed}>
          {countOf(change.pages - 20, 'more entry changes', 'more entries change')} in the same way.
        </p>
      )}
    </>
  );
}

function titleOf({ name, asked, becomes }: ContextChangeView): string {
  if (asked.kind === 'rename') return `Rename ${name} to ${asked.change.name}`;
  if (asked.kind === 'merge') return `Merge ${name} into ${becomes?.name ?? 'another context'}`;
  return `Undo the merge of ${name}`;
}
