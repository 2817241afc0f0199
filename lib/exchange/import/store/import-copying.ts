import type pg from 'pg';
import { copyRows } from '../../../platform/database/copy.ts';
import { at } from '../../../platform/database/next-ids.ts';
import { textToColumns } from '../../../platform/database/rows.ts';
import type { ImportAs, ImportedEntry } from './imported-entry.ts';

/** Copies the texts of an import in, each under an id that was drawn for it. */
export async function copyRevisions(
  client: pg.ClientBase,
  as: ImportAs,
  entries: readonly ImportedEntry[],
  revisions: readonly number[],
  proposals: readonly number[],
): Promise<void> {
  await copyRows(
    client,
    'revision',
    [
      'id',
      'entry_id',
      'proposal_id',
      'day',
      'topic',
      'headline',
      'summary',
      'sources',
      'contexts',
      'related',
      'kept',
      'hash',
      'author_id',
      'hands',
      'channel',
    ],
    entries.map((e, i) => {
      const c = textToColumns(e.text);
      return [
        at(revisions, i),
        e.entry,
        proposals[i] ?? null,
        c.day,
        c.topic,
        c.headline,
        c.summary,
        c.sources,
        c.contexts,
        c.related,
        c.kept,
        e.hash,
        as.person,
        as.hands,
        'import',
      ];
    }),
  );
}

/** Copies in that these texts are published, as whoever imports. */
export async function copyPublications(
  client: pg.ClientBase,
  as: ImportAs,
  entries: readonly ImportedEntry[],
  revisions: readonly number[],
  proposals: readonly (number | null)[] = [],
): Promise<void> {
  await copyRows(
    client,
    'publication',
    [
      'entry_id',
      'revision_id',
      'proposal_id',
      'hash',
      'path',
      'approved_by',
      'channel',
      'at',
      'first_elsewhere',
      'last_elsewhere',
    ],
    entries.map((e, i) => [
      e.entry,
      at(revisions, i),
      proposals[i] ?? null,
      e.hash,
      e.path,
      as.person,
      'import',
      as.at,
      e.elsewhere?.first ?? null,
      e.elsewhere?.last ?? null,
    ]),
  );
}
