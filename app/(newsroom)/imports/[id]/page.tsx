import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { requireSignedIn } from '#app/session.ts';
import { ReviewersOnly } from '#components/exports/reviewers-only.tsx';
import { ImportRun } from '#components/imports/import-run.tsx';
import { readRun, runFiles } from '#lib/exchange/runs/runs.ts';
import { idInAddress } from '#lib/kernel/contract/search.ts';
import { may } from '#lib/kernel/permission/table.ts';
import { currentStore } from '#lib/platform/database/current.ts';

export const metadata: Metadata = { title: 'Import' };

/** One import or its dry run. */
export default async function ImportRunPage({ params }: { params: Promise<{ id: string }> }) {
  const person = await requireSignedIn();
  if (!may(person, 'archive.import')) return <ReviewersOnly title="Imports" />;
  const id = idInAddress.safeParse((await params).id);
  if (!id.success) notFound();
  const store = currentStore();
  const [run, files] = await Promise.all([readRun(store, id.data), runFiles(store, id.data, {})]);
  if (run?.kind !== 'import') notFound();
  return <ImportRun key={run.id} first={run} files={files} publishes={may(person, 'archive.publish-import')} />;
}
