import type { ContextId } from '../../../kernel/ids.ts';
import { anyOf } from '../../../platform/database/sql-values.ts';
import type { Published } from '../../published/published.ts';
import type { Meaning, MeaningOf } from '../rules/meaning.ts';

type Archive = Pick<Published, 'db' | 'meanings'>;

/** What these contexts mean. */
export async function contextMeanings(archive: Archive, ids: readonly ContextId[]): Promise<Map<ContextId, Meaning>> {
  if (!ids.length) return new Map();
  const rows = await archive.db
    .selectFrom(archive.meanings.as('m'))
    .select(['m.id', 'm.means', 'm.name', 'm.spelled'])
    .where('m.id', '=', anyOf(ids))
    .execute();
  return new Map(rows.map(({ id, ...meaning }) => [id, meaning]));
}

/**
 * What the contexts of texts mean, and the names of those ids and of whatever they mean; '' of one that nobody knows.
 */
export async function readMeanings(
  archive: Archive,
  ids: readonly ContextId[],
): Promise<{ meanings: MeaningOf; nameOf(id: ContextId): string }> {
  const found = await contextMeanings(archive, [...new Set(ids)]);
  const names = new Map([...found].flatMap(([id, { means, name }]) => [[id, name] as const, [means, name] as const]));
  return { meanings: (id) => found.get(id), nameOf: (id) => names.get(id) ?? '' };
}

/** The names of these contexts. */
export async function contextNames(archive: Archive, ids: readonly ContextId[]): Promise<Map<ContextId, string>> {
  return new Map([...(await contextMeanings(archive, ids))].map(([id, { name }]) => [id, name]));
}
