import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { requireSignedIn } from '#app/session.ts';
import { BulkRun } from '#components/runs/bulk-run.tsx';
import { bulkFiles } from '#lib/exchange/runs/bulk-items.ts';
import { readRun } from '#lib/exchange/runs/runs.ts';
import { idInAddress } from '#lib/kernel/contract/search.ts';
import { currentStore } from '#lib/platform/database/current.ts';
import { isTheirs } from '#lib/runs/actions/parts/run-of.ts';

export const metadata: Metadata = { title: 'Bulk action' };

/** What was done to many entries, and what came of each. */
export default async function BulkRunPage({ params }: { params: Promise<{ id: string }> }) {
  const person = await requireSignedIn();
  const id = idInAddress.safeParse((await params).id);
  if (!id.success) notFound();
  const store = currentStore();
  const [run, files] = await Promise.all([readRun(store, id.data), bulkFiles(store, id.data, {})]);
  if (run?.kind !== 'bulk' || !isTheirs({ person: person.id, role: person.role }, run.person?.id ?? null)) notFound();
  return <BulkRun key={run.id} first={run} files={files} />;
}
