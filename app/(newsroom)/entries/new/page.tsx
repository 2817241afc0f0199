import type { Metadata } from 'next';
import { requireSignedIn } from '#app/session.ts';
import { EntryScreen } from '#components/entry-editor/entry-screen.tsx';
import { lastDay } from '#lib/editorial/days/queries/last-day.ts';
import { parseDay } from '#lib/kernel/day.ts';
import { currentStore } from '#lib/platform/database/current.ts';

export const metadata: Metadata = { title: 'New entry' };

/** Begins an entry on the day that the address names, else on the archive's latest. */
export default async function NewEntryPage({
  searchParams,
}: {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}) {
  const { id, name, role } = await requireSignedIn();
  const { day: asked } = await searchParams;
  const day = (typeof asked === 'string' && parseDay(asked)) || (await lastDay(currentStore())) || '';
  return <EntryScreen key={`new ${day}`} person={{ id, name, role }} day={day} />;
}
