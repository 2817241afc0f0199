import type { Day } from '../../../kernel/day.ts';
import type { EntryId } from '../../../kernel/ids.ts';
import { type DayOrder, withEntry, withoutEntry } from '../../../kernel/newsroom/day-order.ts';
import { type ExportSettings, RELATED_LIMITS } from '../../../kernel/newsroom/export-settings.ts';
import type { OpenProposal } from '../../../kernel/newsroom/proposal.ts';
import type { RevisionText } from '../../../kernel/revision/text.ts';
import { frontDays, frontPageOf, listedEventOf } from '../../../layout/compose-day.ts';
import { renderDayPage } from '../../../layout/day-page.ts';
import { renderFrontPage } from '../../../layout/front-page.ts';
import { dayPath } from '../../../layout/paths.ts';
import type { Store } from '../../../platform/database/database.ts';
import { type EntrySnapshot, readSnapshot } from '../../entries/store/entry-snapshot.ts';
import { PageLookup } from '../../published/page-lookup.ts';
import { PageMaker, publishedDayPage } from '../../published/page-maker.ts';
import { dayOfPath, freePath } from '../../published/page-place.ts';
import {
  live,
  type Published,
  publishedEntriesOf,
  publishedEntriesOn,
  publishedNaming,
} from '../../published/published.ts';
import { latestPublishedDay, publishedDay } from '../../published/published-days.ts';
import { publishedWith } from '../../published/published-with.ts';
import type { FileKind } from '../rules/file-kind.ts';

/**
 * A Markdown file of edition 2017 that an approval changes; `before` is null for a new one, `after` for one that goes.
 */
export type FileChange = { path: string; kind: FileKind; before: string | null; after: string | null };

/**
 * The files of an approval in the order of a reader's interest. `more`: further pages that name the entry change with
 * it.
 */
export type FileChanges = { items: FileChange[]; more: number };

const SETTINGS: ExportSettings = {
  edition: '2017',
  formats: ['md'],
  readmes: false,
  relatedLimit: RELATED_LIMITS['2017'],
  site: { url: '', title: '' },
};
const MOST_NAMING = 20;

/**
 * The address that an entry's page has once a text of it is published: its own while the day stays, a free one on
 * another day.
 */
export async function pathToBe(store: Store, snapshot: EntrySnapshot, text: RevisionText): Promise<string> {
  const { entry, path } = snapshot;
  return path !== undefined && dayOfPath(path) === text.day ? path : freePath(store.prisma, { entry, path }, text);
}

/** Every file that the approval of a proposal would change, as it is and as it would be. */
async function readFileChanges(
  store: Store,
  snapshot: EntrySnapshot,
  proposal: OpenProposal,
  text: RevisionText,
): Promise<FileChanges> {
  const { entry } = snapshot;
  const goes = proposal.asks === 'withdraw';
  const path = goes ? undefined : await pathToBe(store, snapshot, text);
  const merged = proposal.mergedEntry && (await readSnapshot(store, proposal.mergedEntry.entry));
  const page = path === undefined ? undefined : { day: text.day, path, revision: proposal.revision };
  const after = publishedWith(store.pool, entry, page, merged && { from: merged.entry, to: entry });
  const before = live(store.pool);
  const left = snapshot.published ? dayOfPath(snapshot.path) : undefined;
  const leaves = dayOfPath(merged?.path);
  const own = merged ? [entry, merged.entry] : [entry];
  const days = [...new Set([left, goes ? undefined : text.day, leaves].filter((day) => day !== undefined))];
  const orders = await readOrders(before, days);
  const next = ordersAfter(orders, entry, left, goes ? undefined : text.day);
  if (merged && leaves)
    next.set(leaves, withoutEntry(next.get(leaves) ?? NO_ORDER, merged.entry) ?? next.get(leaves) ?? NO_ORDER);
  const naming = snapshot.published ? await publishedNaming(before, own, own) : [];
  const [was, becomes] = await Promise.all([
    filesOf(before, own, naming.slice(0, MOST_NAMING), days, orders),
    filesOf(after, own, naming.slice(0, MOST_NAMING), days, next),
  ]);
  const items = [...new Set([...becomes.keys(), ...was.keys()])].flatMap((name): FileChange[] => {
    const [old, now] = [was.get(name), becomes.get(name)];
    const kind = (now ?? old)?.kind;
    return kind && old?.text !== now?.text
      ? [{ path: name, kind, before: old?.text ?? null, after: now?.text ?? null }]
      : [];
  });
  const namingChanges = items.some(({ kind }) => kind === 'naming');
  return {
    items: items.sort((a, b) => RANK[a.kind] - RANK[b.kind]),
    more: namingChanges ? Math.max(0, naming.length - MOST_NAMING) : 0,
  };
}

const RANK: Readonly<Record<FileKind, number>> = { page: 0, day: 1, front: 2, naming: 3 };

const NO_ORDER: DayOrder = { entries: [], kept: {} };

type Orders = ReadonlyMap<Day, DayOrder>;
type Files = Map<string, { kind: FileKind; text: string }>;

async function readOrders(archive: Published, days: readonly Day[]): Promise<Orders> {
  const found = await Promise.all(days.map((day) => publishedDay(archive, day)));
  return new Map(found.flatMap((one) => (one ? [[one.day, one.order] as const] : [])));
}

/** The lists of the days with the event at its new place. */
function ordersAfter(orders: Orders, entry: EntryId, from: Day | undefined, to: Day | undefined): Map<Day, DayOrder> {
  const next = new Map(orders);
  const old = from === undefined ? undefined : orders.get(from);
  if (from !== undefined && from !== to && old) next.set(from, withoutEntry(old, entry) ?? old);
  if (to !== undefined) next.set(to, withEntry(orders.get(to) ?? NO_ORDER, entry, from === to ? undefined : old));
  return next;
}

async function filesOf(
  archive: Published,
  own: readonly EntryId[],
  naming: readonly EntryId[],
  days: readonly Day[],
  orders: Orders,
): Promise<Files> {
  const files: Files = new Map();
  const maker = new PageMaker(archive, SETTINGS);
  for (const page of (await maker.learn(await publishedEntriesOf(archive, [...own, ...naming]))).flatMap((one) =>
    maker
      .pagesOfEntry(one)
      .map((file) => ({ ...file, kind: own.includes(one.entry) ? ('page' as const) : ('naming' as const) })),
  ))
    files.set(page.path, { kind: page.kind, text: page.text });
  for (const day of days) {
    const page = await dayFile(archive, day, orders.get(day));
    if (page !== undefined) files.set(dayPath(day), { kind: 'day', text: page });
  }
  const front = await frontFile(archive, orders);
  if (front !== undefined) files.set('index.md', { kind: 'front', text: front });
  return files;
}

/** A day's page with its entries in this order; undefined where the day has none. */
export async function dayFile(archive: Published, day: Day, order: DayOrder | undefined): Promise<string | undefined> {
  if (!order) return undefined;
  const lookup = new PageLookup(archive);
  const entries = await lookup.learn(await publishedEntriesOn(archive, day));
  const page = publishedDayPage(day, order, entries, '2017', lookup);
  return page && renderDayPage(page);
}

async function frontFile(archive: Published, orders: Orders): Promise<string | undefined> {
  const latest = await latestPublishedDay(archive);
  if (!latest) return undefined;
  const days = frontDays(latest).filter((day) => day !== undefined);
  const known = await readOrders(
    archive,
    days.filter((day) => !orders.has(day)),
  );
  const lookup = new PageLookup(archive);
  const entries = await lookup.learn((await Promise.all(days.map((day) => publishedEntriesOn(archive, day)))).flat());
  const listed = new Map(entries.map((one) => [one.entry, listedEventOf(one.text, one.path, lookup)]));
  return renderFrontPage(
    frontPageOf(
      latest,
      (day) => orders.get(day) ?? known.get(day),
      '2017',
      (one) => listed.get(one),
    ),
  );
}

/** The same by the entry alone; undefined where it has no open proposal. */
export async function readProposalFiles(store: Store, entry: EntryId): Promise<FileChanges | undefined> {
  const snapshot = await readSnapshot(store, entry);
  const { proposal, proposed } = snapshot ?? {};
  if (!snapshot || !proposal || !proposed || proposal.state === 'approved' || proposal.state === 'discarded')
    return undefined;
  return readFileChanges(store, snapshot, proposal, proposed.text);
}
