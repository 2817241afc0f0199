import { sql } from 'kysely';
import type { Day } from '../../kernel/day.ts';
import { type EntryId, toId } from '../../kernel/ids.ts';
import { hostOf, withParents } from '../../kernel/text/host.ts';
import { normalAddress } from '../../kernel/text/normal-address.ts';
import type { Store } from '../../platform/database/database.ts';
import { kysely } from '../../platform/database/kysely.ts';
import { asDay, list, rowsOf } from '../../platform/database/sql-values.ts';
import type { SourceKnown } from '../rules/evidence.ts';
import { proposedPublisher } from '../rules/publisher.ts';
import { siteOf } from '../store/site.ts';
import { evidenceOf, isAddress, isCurrent, managedPublishers } from './evidence.ts';

/** An entry that has the same source, in what readers see or in what somebody proposes. */
type Reuse = { entry: EntryId; day: Day; title: string; status: 'published' | 'proposed' };

/** What is known of an address that somebody pasted. `by` says where the publisher's name comes from. */
export type SourceLookup = {
  address: string;
  publisher: { name: string; by: 'managed' | 'archive' | 'guess' } | null;
  reusedIn: Reuse[];
  /** Whether more entries have it than are named. */
  more: boolean;
  evidence: SourceKnown | null;
};

const MOST_NAMED = 5;

/**
 * Looks an address up: its publisher, the entries that have it already (all but `entry`), and how it status. The
 * address has to be one of the web.
 */
export async function lookUpSource(store: Store, url: string, entry?: EntryId): Promise<SourceLookup> {
  const address = normalAddress(url) ?? url;
  const host = hostOf(url) ?? '';
  const [publisher, reuses, evidence] = await Promise.all([
    publisherOf(store, host, url),
    reusesOf(store, address, entry),
    evidenceOf(store, [url]),
  ]);
  return {
    address,
    publisher,
    reusedIn: reuses.slice(0, MOST_NAMED),
    more: reuses.length > MOST_NAMED,
    evidence: evidence.addresses[0] ?? null,
  };
}

/**
 * The managed name of the host; else the name that the archive gives it most, or the nearest host above it; else a
 * guess from the host.
 */
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
  const rows = await kysely(store.prisma)
    .selectFrom(rowsOf('h', { text: list.texts(hosts) }))
    .innerJoinLateral(
      (eb) =>
        eb
          .selectFrom('source_name as s')
          .select('s.name')
          .where('s.host', '=', eb.ref('h.text'))
          .where('s.uses', '>', 0)
          .orderBy('s.uses', 'desc')
          .orderBy('s.name')
          .limit(1)
          .as('n'),
      (on) => on.onTrue(),
    )
    .select(['h.text as host', 'n.name'])
    .execute();
  const byHost = new Map(rows.map((row) => [row.host, row.name]));
  return hosts.map((name) => byHost.get(name)).find((name) => name !== undefined);
}

function reusesOf(store: Store, address: string, entry: EntryId | undefined): Promise<Reuse[]> {
  return kysely(store.prisma)
    .selectFrom('source_address as a')
    .innerJoin('source_use as s', 's.address_id', 'a.id')
    .innerJoin('entry as e', 'e.id', 's.entry_id')
    .select((eb) => [
      'e.id as entry',
      asDay(eb.ref('e.day')).as('day'),
      'e.title',
      eb
        .case()
        .when(sql<boolean>`bool_or(${eb('e.published_revision_id', '=', eb.ref('s.revision_id'))})`)
        .then(sql.lit<Reuse['status']>('published'))
        .else(sql.lit<Reuse['status']>('proposed'))
        .end()
        .as('status'),
    ])
    .where((eb) => isAddress(eb.ref('a.address'), eb.val(address)))
    .$if(entry !== undefined, (found) => found.where('s.entry_id', '<>', entry ?? toId<EntryId>(0)))
    .where(isCurrent)
    .groupBy('e.id')
    .orderBy('e.day', 'desc')
    .orderBy('e.id', 'desc')
    .limit(MOST_NAMED + 1)
    .execute();
}
