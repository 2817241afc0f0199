import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { requireSignedIn } from '#app/session.ts';
import { ExportRun } from '#components/exports/export-run.tsx';
import { ReviewersOnly } from '#components/exports/reviewers-only.tsx';
import { readRun, runFiles } from '#lib/exchange/runs/runs.ts';
import { idInAddress } from '#lib/kernel/contract/search.ts';
import { may } from '#lib/kernel/permission/table.ts';
import { currentStore } from '#lib/platform/database/current.ts';

export const metadata: Metadata = { title: 'Export' };

/** One export or plan. */
export default async function ExportRunPage({ params }: { params: Promise<{ id: string }> }) {
  const person = await requireSignedIn();
  if (!may(person, 'archive.export')) return <ReviewersOnly title="Exports" />;
  const id = idInAddress.safeParse((await params).id);
  if (!id.success) notFound();
  const store = currentStore();
  const [run, files] = await Promise.all([readRun(store, id.data), runFiles(store, id.data, {})]);
  if (run?.kind !== 'export') notFound();
  return <ExportRun key={run.id} first={run} files={files} />;
}
