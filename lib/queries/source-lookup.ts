import type { Day } from '../domain/day.ts';
import type { EventId } from '../domain/ids.ts';
import { proposedPublisher } from '../domain/publisher.ts';
import type { SourceKnown } from '../domain/source/evidence.ts';
import { hostOf, withParents } from '../domain/source/host.ts';
import { normalAddress } from '../domain/source/normal-address.ts';
import type { Store } from '../store/database.ts';
import { siteOf } from '../store/site.ts';
import { CURRENT, evidenceOf, managedPublishers } from './evidence.ts';

/** An entry that has the same source, in what readers see or in what somebody proposes. */
type Reuse = { event: EventId; day: Day; title: string; stands: 'published' | 'proposed' };

/** What is known of an address that somebody pasted. `by` tells where the publisher's name comes from. */
export type SourceLookup = {
  address: string;
  publisher: { name: string; by: 'managed' | 'archive' | 'guess' } | null;
  reusedIn: Reuse[];
  /** Whether more entries have it than are named. */
  more: boolean;
  evidence: SourceKnown | null;
};

const MOST_NAMED = 5;

/** Looks an address up: its publisher, the entries that have it already (all but `event`), and how it stands. The address has to be one of the web. */
export async function lookUpSource(store: Store, url: string, event?: EventId): Promise<SourceLookup> {
  const address = normalAddress(url) ?? url;
  const host = hostOf(url) ?? '';
  const [publisher, reuses, evidence] = await Promise.all([publisherOf(store, host, url), reusesOf(store, address, event), evidenceOf(store, [url])]);
  return { address, publisher, reusedIn: reuses.slice(0, MOST_NAMED), more: reuses.length > MOST_NAMED, evidence: evidence.addresses[0] ?? null };
}

/** The managed name of the host; else the name that the archive gives it most, or the nearest host above it; else a guess from the host. */
async function publisherOf(store: Store, host: string, url: string): Promise<SourceLookup['publisher']> {
  const managed = (await managedPublishers(store, [host])).get(host);
  if (managed) return { name: managed.name, by: 'managed' };
  const learned = await mostUsedName(store, host);
  if (learned) return { name: learned, by: 'archive' };
  const guess = proposedPublisher(url);
  return guess ? { name: guess, by: 'guess' } : null;
}

/** Names above the registered one are no publisher's: what is called `co.uk` is not asked for. */
async function mostUsedName(store: Store, host: string): Promise<string | undefined> {
  const site = siteOf(host);
  const hosts = withParents(host).filter((name) => name === site || name.endsWith(`.${site}`));
  const rows = await store.prisma.$queryRaw<{ host: string; name: string }[]>`
    SELECT h.host, n.name FROM unnest(${hosts}::text[]) AS h (host)
      CROSS JOIN LATERAL (SELECT name FROM source_name s WHERE s.host = h.host AND s.uses > 0 ORDER BY s.uses DESC, s.name LIMIT 1) n`;
  const byHost = new Map(rows.map((row) => [row.host, row.name]));
  return hosts.map((name) => byHost.get(name)).find((name) => name !== undefined);
}

function reusesOf(store: Store, address: string, event: EventId | undefined): Promise<Reuse[]> {
  return store.prisma.$queryRaw<Reuse[]>`
    SELECT e.id AS event, e.day::text AS day, e.title, CASE WHEN bool_or(e.published_revision_id = s.revision_id) THEN 'published' ELSE 'proposed' END AS stands
      FROM source_address a JOIN source_use s ON s.address_id = a.id JOIN event e ON e.id = s.event_id
     WHERE md5(a.address) = md5(${address}) AND a.address = ${address} AND s.event_id <> ${event ?? 0} AND ${CURRENT}
     GROUP BY e.id ORDER BY e.day DESC, e.id DESC LIMIT ${MOST_NAMED + 1}`;
}
