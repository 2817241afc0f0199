import { type Expression, expressionBuilder, type RawBuilder, sql } from 'kysely';
import type { EntryId } from '../../kernel/ids.ts';
import { hostOf, withParents } from '../../kernel/text/host.ts';
import { normalAddress } from '../../kernel/text/normal-address.ts';
import type { Reader, Store } from '../../platform/database/database.ts';
import { kysely } from '../../platform/database/kysely.ts';
import { anyText, list, rowsOf } from '../../platform/database/sql-values.ts';
import type { Tables } from '../../platform/database/tables.ts';
import { type SourceEvidence, type SourceKnown, summariseEvidence } from '../rules/evidence.ts';
import { siteOf } from '../store/site.ts';

type ManagedPublisher = { id: number; name: string };

/**
 * What is known of these addresses, each page once. Sources are independent where their publishers differ: those under
 * a managed name count for it, any other for its site. Two small queries by keys, whatever the archive's size.
 */
export async function evidenceOf(store: Reader, urls: readonly string[]): Promise<SourceEvidence> {
  const written = new Map(
    urls.flatMap((url) => (normalAddress(url) ? [[normalAddress(url) ?? '', url.trim()] as const] : [])),
  );
  const hosts = [...written.keys()].flatMap((address) => hostOf(address) ?? []);
  const [known, managed] = await Promise.all([
    knownAddresses(store, [...written.keys()]),
    managedPublishers(store, hosts),
  ]);
  return summariseEvidence(
    [...written].map(([address, url]) => {
      const host = hostOf(address) ?? '';
      const publisher = managed.get(host);
      return {
        ...(known.get(address) ?? UNKNOWN),
        url,
        party: publisher ? `publisher ${publisher.id}` : siteOf(host),
        publisher: publisher?.name ?? null,
      };
    }),
  );
}

const UNKNOWN: Pick<
  SourceKnown,
  'status' | 'httpStatus' | 'redirect' | 'problem' | 'checkedAt' | 'seenAt' | 'archived'
> = {
  status: 'unchecked',
  httpStatus: null,
  redirect: null,
  problem: null,
  checkedAt: null,
  seenAt: null,
  archived: null,
};

async function knownAddresses(
  store: Reader,
  addresses: readonly string[],
): Promise<Map<string, Omit<SourceKnown, 'url' | 'party' | 'publisher'>>> {
  if (!addresses.length) return new Map();
  const rows = await kysely(store.prisma)
    .selectFrom(rowsOf('g', { text: list.texts(addresses) }))
    .innerJoin('source_address as a', (on) => on.on((eb) => isAddress(eb.ref('a.address'), eb.ref('g.text'))))
    .select([
      'a.address',
      'a.status',
      'a.http_status as httpStatus',
      'a.redirect',
      'a.problem',
      'a.checked_at as checkedAt',
      'a.seen_at as seenAt',
      'a.archived',
    ])
    .execute();
  return new Map(
    rows.map(({ address, ...row }) => [
      address,
      { ...row, checkedAt: row.checkedAt?.toISOString() ?? null, seenAt: row.seenAt?.toISOString() ?? null },
    ]),
  );
}

/** The managed publisher of each host, by its own name or the nearest one above it; hosts of none are left out. */
export async function managedPublishers(
  store: Reader,
  hosts: readonly string[],
): Promise<Map<string, ManagedPublisher>> {
  const names = [...new Set(hosts.flatMap(withParents))];
  if (!names.length) return new Map();
  const rows = await kysely(store.prisma)
    .selectFrom('publisher_domain as d')
    .innerJoin('publisher as p', 'p.id', 'd.publisher_id')
    .select(['d.domain', 'p.id', 'p.name'])
    .where('d.domain', '=', anyText(names))
    .execute();
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
export type DeadSource = { id: number; url: string; since: string | null; entry: EntryId; title: string };

/** The addresses that died last and that a current text still has, and how many there are, counted up to `most`. */
export async function deadSources(
  store: Store,
  limit: number,
  most = 100,
): Promise<{ count: number; items: DeadSource[] }> {
  const rows = await kysely(store.prisma)
    .selectFrom('source_address as a')
    .innerJoinLateral(
      (eb) =>
        eb
          .selectFrom('source_use as s')
          .select('s.entry_id')
          .where('s.address_id', '=', eb.ref('a.id'))
          .where(isCurrent)
          .orderBy('s.entry_id')
          .limit(1)
          .as('u'),
      (on) => on.onTrue(),
    )
    .innerJoin('entry as e', 'e.id', 'u.entry_id')
    .select(['a.id', 'a.url', 'a.status_at as since', 'u.entry_id as entry', 'e.title'])
    .where('a.status', '=', sql.lit('dead'))
    .orderBy('a.status_at', 'desc')
    .orderBy('a.id', 'desc')
    .limit(most)
    .execute();
  return {
    count: rows.length,
    items: rows.slice(0, limit).map((row) => ({ ...row, since: row.since?.toISOString() ?? null })),
  };
}

const use = expressionBuilder<{ s: Tables['source_use'] }, 's'>();

/** Of a use `s`: its text is published, or proposed now. */
export const isCurrent = sql<boolean>`is_current_text(${use.ref('s.entry_id')}, ${use.ref('s.revision_id')})`;

/** Whether this is the address: long ones are found by their digest. */
export function isAddress(stored: Expression<string>, address: Expression<string>): RawBuilder<boolean> {
  return sql<boolean>`(md5(${stored}) = md5(${address}) AND ${stored} = ${address})`;
}
