import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { requireSignedIn } from '#app/session.ts';
import { ExportRun } from '#components/exports/export-run.tsx';
import { ReviewersOnly } from '#components/exports/reviewers-only.tsx';
import { may } from '#lib/domain/permission/table.ts';
import { readRun, runFiles } from '#lib/queries/runs.ts';
import { idInAddress } from '#lib/schemas/search.ts';
import { currentStore } from '#lib/store/current.ts';

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
