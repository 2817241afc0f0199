import type { Metadata } from 'next';
import { requireSignedIn } from '#app/session.ts';
import { ExportsScreen } from '#components/exports/exports-screen.tsx';
import { ReviewersOnly } from '#components/exports/reviewers-only.tsx';
import { listTargets } from '#lib/exchange/export/queries/targets.ts';
import { listRuns } from '#lib/exchange/runs/runs.ts';
import { may } from '#lib/kernel/permission/table.ts';
import { currentStore } from '#lib/platform/database/current.ts';
import { exportSearch } from '#lib/runs/contract/exports.ts';

export const metadata: Metadata = { title: 'Exports' };

/** Where the archive goes, and the history of its runs. */
export default async function ExportsPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const person = await requireSignedIn();
  if (!may(person, 'archive.export')) return <ReviewersOnly title="Exports" />;
  const asked = exportSearch.pick({ cursor: true }).safeParse({ cursor: (await searchParams)['cursor'] });
  const cursor = asked.success ? asked.data.cursor : undefined;
  const store = currentStore();
  const [targets, runs] = await Promise.all([
    listTargets(store),
    listRuns(store, { kind: 'export', ...(cursor ? { cursor } : {}) }),
  ]);
  return (
    <ExportsScreen
      targets={targets}
      runs={runs.items}
      older={runs.next ?? undefined}
      isFirst={!cursor}
      manages={may(person, 'target.manage')}
    />
  );
}
