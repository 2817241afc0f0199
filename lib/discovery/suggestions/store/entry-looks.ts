import type { NotNull } from 'kysely';
import type pg from 'pg';
import type { Day } from '../../../kernel/day.ts';
import type { EntryId } from '../../../kernel/ids.ts';
import type { RevisionText } from '../../../kernel/revision/text.ts';
import { titleOf } from '../../../layout/title.ts';
import { keptStatements } from '../../../platform/database/kysely.ts';
import { OPEN } from '../../../platform/database/proposal-expressions.ts';
import { anyDay } from '../../../platform/database/sql-values.ts';
import { TEXT_COLUMNS } from '../../../platform/database/text-columns.ts';
import type { EntryLook } from '../rules/same-event.ts';

/** An entry as it is compared with others. */
export type KnownLook = EntryLook & { entry: EntryId };

/** A text as it is compared with others. */
export function lookOf(
  entry: EntryId,
  path: string,
  text: Pick<RevisionText, 'day' | 'topic' | 'headline' | 'summary' | 'sources' | 'kept'>,
): KnownLook {
  const own = `/${path}`;
  return {
    entry,
    path,
    day: text.day,
    title: titleOf(text.topic, text.headline),
    summary: text.summary,
    urls: text.sources.filter((source) => !source.cover).map((source) => source.url),
    versions: (text.kept.changes ?? []).flatMap(({ link }) => (link === own ? [] : [link.slice(1)])),
  };
}

/** The entries of these days that readers see, or that wait to be seen. */
export async function looksOn(client: pg.ClientBase, days: readonly Day[]): Promise<KnownLook[]> {
  const rows = await keptStatements(client)
    .selectFrom('entry as e')
    .leftJoin('proposal as p', (on) =>
      on.on('e.published_revision_id', 'is', null).onRef('p.entry_id', '=', 'e.id').on('p.state', 'in', OPEN),
    )
    .innerJoin('revision as r', (on) =>
      on.on((eb) => eb('r.id', '=', eb.fn.coalesce('e.published_revision_id', 'p.revision_id'))),
    )
    .select(['e.id as entry', 'e.path', ...TEXT_COLUMNS])
    .where('e.day', '=', anyDay(days))
    .where('e.path', 'is not', null)
    .where('e.withdrawn_at', 'is', null)
    .orderBy('e.day')
    .orderBy('e.id')
    .$narrowType<{ path: NotNull }>()
    .execute();
  return rows.map((row) => lookOf(row.entry, row.path, row));
}
