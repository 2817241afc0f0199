import type { EventId } from '../domain/ids.ts';
import type { AddressStatus } from '../domain/source/check.ts';
import { type Evidence, type SourceKnown, summariseEvidence } from '../domain/source/evidence.ts';
import { hostOf, withParents } from '../domain/source/host.ts';
import { normalAddress } from '../domain/source/normal-address.ts';
import type { Store } from '../store/database.ts';
import { Prisma } from '../store/generated/client.ts';
import { siteOf } from '../store/site.ts';

type KnownRow = Omit<SourceKnown, 'url' | 'party' | 'publisher' | 'checkedAt' | 'seenAt'> & { address: string; checkedAt: Date | null; seenAt: Date | null };
type Managed = { id: number; name: string };

/**
 * What is known of these addresses, each page once. Sources are independent where their publishers differ: those under a
 * managed name count for it, any other for its site. Two small queries by keys, whatever the archive's size.
 */
export async function evidenceOf(store: Store, urls: readonly string[]): Promise<Evidence> {
  const written = new Map(urls.flatMap((url) => (normalAddress(url) ? [[normalAddress(url) ?? '', url.trim()] as const] : [])));
  const hosts = [...written.keys()].flatMap((address) => hostOf(address) ?? []);
  const [known, managed] = await Promise.all([knownAddresses(store, [...written.keys()]), managedPublishers(store, hosts)]);
  return summariseEvidence(
    [...written].map(([address, url]) => {
      const host = hostOf(address) ?? '';
      const publisher = managed.get(host);
      return { ...(known.get(address) ?? UNKNOWN), url, party: publisher ? `publisher ${publisher.id}` : siteOf(host), publisher: publisher?.name ?? null };
    }),
  );
}

const UNKNOWN = { status: 'unchecked' as AddressStatus, httpStatus: null, redirect: null, problem: null, checkedAt: null, seenAt: null, archived: null };

async function knownAddresses(store: Store, addresses: readonly string[]): Promise<Map<string, Omit<SourceKnown, 'url' | 'party' | 'publisher'>>> {
  if (!addresses.length) return new Map();
  const rows = await store.prisma.$queryRaw<KnownRow[]>`
    SELECT a.address, a.status::text AS status, a.http_status AS "httpStatus", a.redirect, a.problem, a.checked_at AS "checkedAt", a.seen_at AS "seenAt", a.archived
      FROM unnest(${addresses}::text[]) AS g (address) JOIN source_address a ON md5(a.address) = md5(g.address) AND a.address = g.address`;
  return new Map(rows.map(({ address, ...row }) => [address, { ...row, checkedAt: row.checkedAt?.toISOString() ?? null, seenAt: row.seenAt?.toISOString() ?? null }]));
}

/** The managed publisher of each host, by its own name or the nearest one above it; hosts of none are left out. */
export async function managedPublishers(store: Store, hosts: readonly string[]): Promise<Map<string, Managed>> {
  const names = [...new Set(hosts.flatMap(withParents))];
  if (!names.length) return new Map();
  const rows = await store.prisma.$queryRaw<(Managed & { domain: string })[]>`
    SELECT d.domain, p.id, p.name FROM publisher_domain d JOIN publisher p ON p.id = d.publisher_id WHERE d.domain = ANY(${names}::text[])`;
  const byDomain = new Map(rows.map(({ domain, id, name }) => [domain, { id, name }]));
  return new Map(
    hosts.flatMap((host) => {
      const domain = withParents(host).find((name) => byDomain.has(name));
      const publisher = domain === undefined ? undefined : byDomain.get(domain);
      return publisher ? [[host, publisher] as const] : [];
    }),
  );
}

/** A dead address as the desk names it, with an entry that has it. */
export type DeadSource = { id: number; url: string; since: string | null; event: EventId; title: string };

/** The addresses that died last and that a current text still has, and how many there are, counted up to `most`. */
export async function deadSources(store: Store, limit: number, most = 100): Promise<{ count: number; items: DeadSource[] }> {
  const rows = await store.prisma.$queryRaw<(Omit<DeadSource, 'since'> & { since: Date | null })[]>`
    SELECT a.id, a.url, a.status_at AS since, u.event_id AS event, e.title FROM source_address a
      CROSS JOIN LATERAL (SELECT event_id FROM source_use s WHERE s.address_id = a.id AND ${CURRENT} ORDER BY event_id LIMIT 1) u
      JOIN event e ON e.id = u.event_id
     WHERE a.status = 'dead' ORDER BY a.status_at DESC, a.id DESC LIMIT ${most}`;
  return { count: rows.length, items: rows.slice(0, limit).map((row) => ({ ...row, since: row.since?.toISOString() ?? null })) };
}

/** Of a use `s`: its text is published, or proposed now. */
export const CURRENT = Prisma.sql`is_current_text(s.event_id, s.revision_id)`;
