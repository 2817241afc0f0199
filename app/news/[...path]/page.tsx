import type { Metadata } from 'next';
import { notFound, permanentRedirect, redirect } from 'next/navigation';
import { cache } from 'react';
import { firstPublishedDay, publishedDay, publishedEntry } from '#lib/editorial/published/published-pages.ts';
import { leftAddressAt } from '#lib/exchange/export/queries/left-address.ts';
import { currentStore } from '#lib/platform/database/current.ts';
import { dayAddress, markdownAddress, readableLink, spanOf } from '../addresses.ts';
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
  const address = (await params).path.join('/');
  const found = await published(address);
  if (!found) return (await roundabout(address)) ?? (await unpublished(address));
  return found.kind === 'day' ? (
    <DayPreview day={found.day} path={found.path} />
  ) : (
    <EntryPreview entry={found.entry} path={found.path} />
  );
}

/** A day that is written another way, a month or a year leads to the first day there that has something. */
async function roundabout(address: string): Promise<undefined> {
  const span = spanOf(address);
  const day = span && (await firstPublishedDay(currentStore(), span.from, span.to));
  // An address that is written right already would lead to itself.
  if (day && dayAddress(day) !== `/news/${address}`) redirect(dayAddress(day));
}

/**
 * Readers of an address that a page left are sent on. A page cannot answer that it is gone; the exact address of a
 * withdrawn one does.
 */
async function unpublished(address: string): Promise<never> {
  const found = readablePage(address.split('/'));
  const gone = found?.page.kind === 'event' ? await leftAddressAt(currentStore(), found.path) : undefined;
  if (!found || !gone) notFound();
  if (gone.redirect !== null) permanentRedirect(readableLink(`/${gone.redirect}`) ?? markdownAddress(gone.redirect));
  redirect(markdownAddress(found.path));
}
