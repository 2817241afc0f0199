import { jsonArrayFrom } from 'kysely/helpers/postgres';
import type { SameEventReason } from '../../../discovery/suggestions/rules/same-event.ts';
import type { Day } from '../../../kernel/day.ts';
import type { EntryId } from '../../../kernel/ids.ts';
import { isOneOf } from '../../../kernel/one-of.ts';
import { keysOf, recordOf } from '../../../kernel/record.ts';
import type { Store } from '../../../platform/database/database.ts';
import { kysely } from '../../../platform/database/kysely.ts';
import { asDay, count, isoText } from '../../../platform/database/sql-values.ts';
import { IMPORT_ISSUE_KINDS, type ImportIssueCursor } from '../contract/import-issues.ts';
import type { ImportFinding, ImportIssueKind } from '../store/import-issues.ts';

/** An entry that an item is about. */
type IssueEntry = { id: EntryId; title: string; path: string | null; published: boolean };

type Details = {
  'same-event': { reasons: string[] };
  'ambiguous-contexts': Omit<Extract<ImportFinding, { kind: 'ambiguous-contexts' }>, 'kind'>;
  'missing-link': Omit<Extract<ImportFinding, { kind: 'missing-link' }>, 'kind'>;
};

/** Something that an import found and that waits for an editor. */
export type ImportIssue = {
  [Kind in ImportIssueKind]: {
    id: number;
    kind: Kind;
    day: Day;
    entries: IssueEntry[];
    detail: Details[Kind];
    foundAt: string;
  };
}[ImportIssueKind];

/** A page of the list, the cursor of the next page, and how much of each kind is open. */
export type ImportIssuePage = { items: ImportIssue[]; next: string | null; counts: Record<ImportIssueKind, number> };

const USUAL_PAGE = 20;

const REASONS: Readonly<Record<SameEventReason, string>> = {
  'named-as-version': 'One lists another as its earlier version.',
  'same-title': 'They have the same title.',
  'near-title': 'Their titles or addresses differ only in a few words or letters.',
  'changed-number': 'Their titles differ only in numbers.',
  'same-sources': 'They have the same sources.',
  'shared-source': 'They share a source.',
  'same-summary': 'They have the same summary.',
  'near-days': 'They are a few days apart.',
};

/** What is open, pages that look like one event first. Nothing in it is resolved by itself. */
export async function listImportIssues(
  store: Store,
  {
    kind,
    cursor,
    limit = USUAL_PAGE,
  }: { kind?: ImportIssueKind | undefined; cursor?: ImportIssueCursor | undefined; limit?: number | undefined } = {},
): Promise<ImportIssuePage> {
  const rows = await kysely(store.prisma)
    .selectFrom('import_issue as s')
    .select((eb) => [
      's.id',
      's.kind',
      asDay(eb.ref('s.day')).as('day'),
      's.detail',
      isoText(eb.ref('s.found_at')).as('foundAt'),
      jsonArrayFrom(
        eb
          .selectFrom('entry as e')
          .select((of) => [
            'e.id',
            'e.title',
            'e.path',
            of('e.published_revision_id', 'is not', null).$castTo<boolean>().as('published'),
          ])
          .where((of) => of('e.id', '=', of.fn.any('s.entries')))
          .orderBy('e.day')
          .orderBy('e.id'),
      ).as('entries'),
    ])
    .where('s.resolved_at', 'is', null)
    .$if(kind !== undefined, (found) => found.where('s.kind', '=', kind ?? 'same-event'))
    .$if(cursor !== undefined, (found) =>
      found.where((eb) =>
        eb(eb.refTuple('s.kind', 's.id'), '>', eb.tuple(cursor?.kind ?? 'same-event', cursor?.id ?? 0)),
      ),
    )
    .orderBy('s.kind')
    .orderBy('s.id')
    .limit(limit + 1)
    .$castTo<ImportIssue>()
    .execute();
  const items = rows.slice(0, limit).map(inWords);
  const last = items.at(-1);
  return {
    items,
    next: rows.length > limit && last ? `${last.kind}.${last.id}` : null,
    counts: await countOpen(store),
  };
}

export async function countOpen(store: Store): Promise<Record<ImportIssueKind, number>> {
  const rows = await kysely(store.prisma)
    .selectFrom('import_issue')
    .select(['kind', count.as('n')])
    .where('resolved_at', 'is', null)
    .groupBy('kind')
    .execute();
  const found = new Map(rows.map((row) => [row.kind, row.n]));
  return recordOf(IMPORT_ISSUE_KINDS, (kind) => found.get(kind) ?? 0);
}

function inWords(row: ImportIssue): ImportIssue {
  if (row.kind !== 'same-event') return row;
  return {
    ...row,
    detail: {
      reasons: row.detail.reasons.flatMap((reason) => (isOneOf(keysOf(REASONS), reason) ? REASONS[reason] : [])),
    },
  };
}
