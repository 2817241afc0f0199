import type { Metadata } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { requireSignedIn } from '#app/session.ts';
import { ReviewersOnly } from '#components/exports/reviewers-only.tsx';
import { TargetForm } from '#components/exports/target-form.tsx';
import { TargetHistory } from '#components/exports/target-history.tsx';
import { PageTitle } from '#components/ui/page-title.tsx';
import { readTarget } from '#lib/exchange/export/queries/targets.ts';
import { listRuns } from '#lib/exchange/runs/runs.ts';
import { idInAddress } from '#lib/kernel/contract/search.ts';
import { may } from '#lib/kernel/permission/table.ts';
import { currentStore } from '#lib/platform/database/current.ts';
import { exportSearch } from '#lib/runs/contract/exports.ts';

export const metadata: Metadata = { title: 'Target' };

type Props = { params: Promise<{ id: string }>; searchParams: Promise<Record<string, string | string[] | undefined>> };

/** One target: its settings, and its runs. */
export default async function TargetPage({ params, searchParams }: Props) {
  const person = await requireSignedIn();
  if (!may(person, 'archive.export')) return <ReviewersOnly title="Exports" />;
  const id = idInAddress.safeParse((await params).id);
  if (!id.success) notFound();
  const asked = exportSearch.pick({ cursor: true }).safeParse({ cursor: (await searchParams)['cursor'] });
  const cursor = asked.success ? asked.data.cursor : undefined;
  const store = currentStore();
  const [target, runs] = await Promise.all([
    readTarget(store, id.data),
    listRuns(store, { kind: 'export', target: id.data, ...(cursor ? { cursor } : {}) }),
  ]);
  if (!target) notFound();
  const manages = may(person, 'target.manage');
  return (
    <>
      <PageTitle
        title={target.name}
        kicker={<Link href="/exports">Exports</Link>}
        note={manages ? undefined : 'Only admins can change a target; your role can read it.'}
      />
      <TargetForm key={target.version} target={target} manages={manages} />
      <TargetHistory target={target.id} runs={runs.items} older={runs.next ?? undefined} isFirst={!cursor} />
    </>
  );
}
