import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { requireSignedIn } from '#app/session.ts';
import { ReviewersOnly } from '#components/exports/reviewers-only.tsx';
import { ImportRun } from '#components/imports/import-run.tsx';
import { may } from '#lib/domain/permission/table.ts';
import { readRun, runFiles } from '#lib/queries/runs.ts';
import { idInAddress } from '#lib/schemas/search.ts';
import { currentStore } from '#lib/store/current.ts';

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
