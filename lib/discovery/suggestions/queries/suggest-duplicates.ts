import { sql } from 'kysely';
import { type Day, dayNumber, withNeighbours } from '../../../kernel/day.ts';
import type { Store } from '../../../platform/database/database.ts';
import { keptStatements } from '../../../platform/database/kysely.ts';
import { OPEN } from '../../../platform/database/proposal-expressions.ts';
import { anyDay, asDay } from '../../../platform/database/sql-values.ts';
import { wordRarity } from '../../learning/word-rarity.ts';
import { type Duplicate, type DuplicateLook, duplicateLook, duplicateOf, mayBeOne } from '../rules/duplicate.ts';
import { type Draft, type SuggestedDuplicate, toldScore } from '../rules/suggestion.ts';
import { readDismissals } from '../store/dismissals.ts';

const MOST = 5;

/**
 * Entries that may tell the same event as each of these drafts, likeliest first: published ones and others' proposals,
 * of the same day, the day before and the day after. Of what somebody said that it is not the same, nothing is said
 * again.
 */
export async function suggestDuplicates(store: Store, drafts: readonly Draft[]): Promise<SuggestedDuplicate[][]> {
  const days = new Set(drafts.flatMap(({ day }) => withNeighbours(day)));
  const [near, dismissed] = await Promise.all([
    entriesOn(store, [...days]),
    readDismissals(
      store.pool,
      drafts.flatMap(({ entry }) => entry ?? []),
    ),
  ]);
  const pairs = drafts.map((draft) => {
    const look = lookOf(draft);
    const out = draft.entry === null ? [] : [draft.entry, ...(dismissed.get(draft.entry)?.duplicates ?? [])];
    return {
      look,
      near: nearTo(near, look.day).filter((entry) => !out.includes(entry.entry) && mayBeOne(look, entry.look)),
    };
  });
  const rarity = await wordRarity(store.pool, pairs.flatMap(wordsOf));
  const citing = citingOf(near);
  return pairs.map(({ look, near: others }) =>
    others
      .flatMap((entry) =>
        asDuplicate(
          entry,
          duplicateOf(look, entry.look, rarity.of, (address) => citing.get(address) ?? 0),
        ),
      )
      .sort((a, b) => b.score - a.score || a.entry - b.entry)
      .slice(0, MOST),
  );
}

type EntryRow = Awaited<ReturnType<typeof readEntries>>[number];
type NearEntry = EntryRow & { look: DuplicateLook };

async function entriesOn(store: Store, days: readonly Day[]): Promise<Map<number, NearEntry[]>> {
  const rows = await readEntries(store, days);
  return Map.groupBy(
    rows.map((row) => ({ ...row, look: lookOf(row) })),
    (entry) => entry.look.day,
  );
}

async function readEntries(store: Store, days: readonly Day[]) {
  const rows = await keptStatements(store.pool)
    .selectFrom('entry as e')
    .leftJoin('proposal as p', (on) =>
      on.onRef('p.entry_id', '=', 'e.id').on('e.published_revision_id', 'is', null).on('p.state', 'in', OPEN),
    )
    .innerJoin('revision as r', (on) =>
      on.on((eb) => eb('r.id', '=', eb.fn.coalesce('e.published_revision_id', 'p.revision_id'))),
    )
    .select((eb) => [
      'e.id as entry',
      asDay(eb.ref('e.day')).as('day'),
      eb.case().when('e.published_revision_id', 'is not', null).then(eb.ref('e.path')).end().as('path'),
      'r.headline',
      'r.summary',
      'r.contexts',
      sql<string[]>`jsonb_path_query_array(${eb.ref('r.sources')}, '$[*].url')`.as('urls'),
    ])
    .where('e.day', '=', anyDay(days))
    .execute();
  return rows;
}

function nearTo(near: ReadonlyMap<number, NearEntry[]>, day: number): NearEntry[] {
  return [day - 1, day, day + 1].flatMap((one) => near.get(one) ?? []);
}

function lookOf({
  day,
  headline,
  summary,
  urls,
  contexts,
}: Pick<EntryRow, 'day' | 'headline' | 'summary'> & {
  urls: readonly string[];
  contexts: readonly number[];
}): DuplicateLook {
  return duplicateLook({ day: dayNumber(day), headline, summary, urls, contexts });
}

function wordsOf({ look, near }: { look: DuplicateLook; near: readonly NearEntry[] }): string[] {
  return near.length
    ? [look, ...near.map((entry) => entry.look)].flatMap(({ headline, summary }) => [
        ...headline.keys(),
        ...summary.keys(),
      ])
    : [];
}

function citingOf(near: ReadonlyMap<number, NearEntry[]>): Map<string, number> {
  const citing = new Map<string, number>();
  for (const { look } of [...near.values()].flat())
    for (const address of look.addresses) citing.set(address, (citing.get(address) ?? 0) + 1);
  return citing;
}

function asDuplicate({ entry, path, day, headline }: NearEntry, found: Duplicate | undefined): SuggestedDuplicate[] {
  return found ? [{ entry, path, day, headline, score: toldScore(found.score), reason: found.reason }] : [];
}
