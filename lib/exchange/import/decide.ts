import type { Day } from '../../kernel/day.ts';
import type { EntryId } from '../../kernel/ids.ts';
import type { DayEntry, DayOrder } from '../../kernel/newsroom/day-order.ts';
import { sameValue } from '../../kernel/revision/canonical.ts';
import { rememberedDay, withoutMarks } from './reading/remembered-hash.ts';
import type { ResolvedDay, ResolvedEntry } from './resolved.ts';
import type { RawDay } from './staged.ts';
import type { KnownDay } from './store/import-days.ts';
import type { ImportedBefore } from './store/import-staging.ts';
import type { KnownEntry } from './store/known-entries.ts';

/** What an import does with an entry. */
export type Decision =
  | { kind: 'create' }
  | { kind: 'unchanged' }
  | { kind: 'remember' }
  | { kind: 'publish-draft' }
  | { kind: 'publish' }
  | { kind: 'propose' }
  | { kind: 'blocked'; reason: string };

/**
 * Whether a day says, byte for byte, what it said to the last import, so that there is nothing to read in it. Pages
 * that were not exact are read again, to be reported again.
 */
export function isResolved(
  raw: RawDay,
  entries: ReadonlyMap<string, ImportedBefore>,
  days: ReadonlyMap<Day, string>,
  publish: boolean,
): boolean {
  const day = days.get(raw.day);
  if (day !== rememberedDay(raw.hash, true) && (publish || day !== rememberedDay(raw.hash, false))) return false;
  return raw.entries.every(({ path, hash }) => {
    const before = entries.get(path);
    return before?.hash === hash && before.isResolved;
  });
}

/**
 * Decides one event. What the last import of its page said decides whether the tree changed, and so does what readers
 * see or saw of it; what is in the archive decides where a change goes. Work that somebody began here is never
 * written over.
 */
export function decideEntry(
  { imported, verdict, before }: Pick<ResolvedEntry, 'imported' | 'verdict' | 'before'>,
  known: KnownEntry | undefined,
  publish: boolean,
): Decision {
  if (!known) return { kind: 'create' };
  const { proposal } = known;
  const isSame = withoutMarks(known.importedHash) === withoutMarks(imported.importedHash);
  if (isSame && publish && proposal?.untouched && proposal.base === known.publishedRevision && !known.withdrawn)
    return { kind: 'publish-draft' };
  if (isSame && (known.publishedRevision !== null || known.withdrawn || !publish)) return { kind: 'unchanged' };
  if (verdict === 'same' || verdict === 'older') return { kind: 'remember' };
  if (known.path !== imported.path)
    return {
      kind: 'blocked',
      reason: `This page moved to ${known.path} here, so it is not taken in as another one. Change it there.`,
    };
  if (known.withdrawn)
    return {
      kind: 'blocked',
      reason:
        'This entry was withdrawn here, and an import does not restore it. Restore it first, or leave its page out.',
    };
  if (proposal) return blocked(proposal.opener);
  if (known.publishedRevision !== (before?.revision ?? null))
    return {
      kind: 'blocked',
      reason: 'Somebody published another text of this entry while the import ran. Import again.',
    };
  return publish ? { kind: 'publish' } : { kind: 'propose' };
}

function blocked(opener: string): Decision {
  return {
    kind: 'blocked',
    reason: `${opener} has a draft or pending change for this entry. Approve or discard it, then import again.`,
  };
}

/** A day without the entries whose pages moved to another one: it neither lists them nor takes them in. */
export function withoutMoved(resolved: ResolvedDay, known: ReadonlyMap<number, KnownEntry>): ResolvedDay {
  const moved = new Set(
    resolved.entries.flatMap(({ imported: { entry, path } }) =>
      (known.get(entry)?.path ?? path) === path ? [] : [entry],
    ),
  );
  if (!moved.size) return resolved;
  const entries = resolved.entries.filter(({ imported }) => !moved.has(imported.entry));
  const order = resolved.order && {
    ...resolved.order,
    entries: resolved.order.entries.filter((entry) => !('entry' in entry) || !moved.has(entry.entry)),
  };
  return { day: resolved.day, entries, hash: resolved.hash, ...(order ? { order } : {}) };
}

/** What becomes of a day: another order, nothing that its page says again, or nothing at all. */
export type DayDecision = { kind: 'order'; order: DayOrder } | { kind: 'remember' } | { kind: 'unchanged' };

/**
 * Decides a day. A tree's page decides where it says something else than the archive's own and changed since the last
 * import. Without publishing, a day that readers may see stays as it is, and of another one only the place of entries
 * is taken over: what a page says about its own is content and waits for an approval.
 */
export function decideDay(resolved: ResolvedDay, known: KnownDay | undefined, publish: boolean): DayDecision {
  if (!resolved.order) return appended(resolved, known, publish);
  if (!known) return { kind: 'order', order: publish ? resolved.order : placesOnly(resolved.order) };
  if (withoutMarks(known.importedHash) === withoutMarks(rememberedDay(resolved.hash, publish)))
    return { kind: 'unchanged' };
  if (!known.seen) return toOrder(withOwn(resolved.order, known.order), publish);
  return sameValue(resolved.order, known.order) ? { kind: 'remember' } : toOrder(resolved.order, publish);
}

/** Nobody saw the day yet: its page decides, and entries that it does not name come last. */
function withOwn(page: DayOrder, own: DayOrder): DayOrder {
  return {
    entries: [...page.entries, ...own.entries.filter((entry) => 'entry' in entry && !names(page.entries, entry.entry))],
    kept: page.kept,
  };
}

function toOrder(order: DayOrder, publish: boolean): DayDecision {
  return publish ? { kind: 'order', order } : { kind: 'unchanged' };
}

function placesOnly(order: DayOrder): DayOrder {
  return { entries: order.entries.flatMap((entry) => ('entry' in entry ? [{ entry: entry.entry }] : [])), kept: {} };
}

/** A day without a page in the import: entries that it does not list yet come last. */
function appended({ entries }: ResolvedDay, known: KnownDay | undefined, publish: boolean): DayDecision {
  const own = known?.order ?? { entries: [], kept: {} };
  const added = entries.filter(({ imported }) => !names(own.entries, imported.entry));
  if (!added.length) return known && !known.seen ? toOrder(own, publish) : { kind: 'unchanged' };
  const order = { ...own, entries: [...own.entries, ...added.map(({ entry }) => entry)] };
  return known ? toOrder(order, publish) : { kind: 'order', order };
}

function names(entries: readonly DayEntry[], entry: EntryId): boolean {
  return entries.some((line) => 'entry' in line && line.entry === entry);
}
