import type { Metadata } from 'next';
import { requireSignedIn } from '#app/session.ts';
import { ReviewersOnly } from '#components/exports/reviewers-only.tsx';
import { ImportsScreen } from '#components/imports/imports-screen.tsx';
import { importSearch } from '#lib/exchange/import/contract/imports.ts';
import { listRuns } from '#lib/exchange/runs/runs.ts';
import { may } from '#lib/kernel/permission/table.ts';
import { currentStore } from '#lib/platform/database/current.ts';

export const metadata: Metadata = { title: 'Imports' };

/** Where archives come in, and the history of imports. */
export default async function ImportsPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const person = await requireSignedIn();
  if (!may(person, 'archive.import')) return <ReviewersOnly title="Imports" />;
  const asked = importSearch.safeParse({ cursor: (await searchParams)['cursor'] });
  const cursor = asked.success ? asked.data.cursor : undefined;
  const runs = await listRuns(currentStore(), { kind: 'import', ...(cursor ? { cursor } : {}) });
  return <ImportsScreen runs={runs.items} older={runs.next ?? undefined} isFirst={!cursor} />;
}
