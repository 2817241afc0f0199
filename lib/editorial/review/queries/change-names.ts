import type { Day } from '../../../kernel/day.ts';
import type { ContextId, EntryId } from '../../../kernel/ids.ts';
import type { RevisionText } from '../../../kernel/revision/text.ts';
import type { Store } from '../../../platform/database/database.ts';
import { kysely } from '../../../platform/database/kysely.ts';
import { anyOf, asDay } from '../../../platform/database/sql-values.ts';
import { contextNames } from '../../contexts/store/meanings.ts';
import { live } from '../../published/published.ts';

/** How entries and contexts are called where a change names them. */
export type ChangeNames = {
  contexts: { id: ContextId; name: string }[];
  entries: { id: EntryId; title: string; day: Day }[];
};

/** The names of whatever these texts refer to. */
export async function readChangeNames(store: Store, texts: readonly RevisionText[]): Promise<ChangeNames> {
  const contexts = await contextNames(live(store.pool), [...new Set(texts.flatMap((text) => text.contexts))]);
  const entries = await kysely(store.prisma)
    .selectFrom('entry')
    .select((eb) => ['id', 'title', asDay(eb.ref('day')).as('day')])
    .where('id', '=', anyOf(relatedIds(texts)))
    .execute();
  return { contexts: [...contexts].map(([id, name]) => ({ id, name })), entries };
}

/** The entries of the archive that these texts name. */
export function relatedIds(texts: readonly RevisionText[]): EntryId[] {
  return [...new Set(texts.flatMap((text) => text.related.flatMap((item) => ('entry' in item ? [item.entry] : []))))];
}
