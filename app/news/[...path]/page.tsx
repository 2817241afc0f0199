import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { cache } from 'react';
import { publishedDay, publishedEntry } from '#lib/queries/published-pages.ts';
import { currentStore } from '#lib/store/current.ts';
import { DayPreview } from '../day-preview.tsx';
import { EntryPreview } from '../entry-preview.tsx';
import { readablePage } from '../tree-path.ts';

type Props = { params: Promise<{ path: string[] }> };

/** What is published at an address; a page that is missing or a draft is not found. */
const published = cache(async (address: string) => {
  const found = readablePage(address.split('/'));
  if (!found) return undefined;
  const { page, path } = found;
  if (page.kind === 'day') {
    const day = await publishedDay(currentStore(), page.day);
    return day && { kind: 'day' as const, day, path };
  }
  const entry = await publishedEntry(currentStore(), path);
  return entry && { kind: 'entry' as const, entry, path };
});

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const found = await published((await params).path.join('/'));
  if (!found) return { title: 'Not found' };
  return { title: found.kind === 'day' ? found.day.day : found.entry.page.title };
}

export default async function NewsPage({ params }: Props) {
  const found = await published((await params).path.join('/'));
  if (!found) notFound();
  return found.kind === 'day' ? <DayPreview day={found.day} path={found.path} /> : <EntryPreview entry={found.entry} path={found.path} />;
}
