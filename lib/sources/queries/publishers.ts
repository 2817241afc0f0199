import { type Expression, type ExpressionBuilder, type RawBuilder, sql } from 'kysely';
import { isUnspaced } from '../../kernel/folding.ts';
import type { Store } from '../../platform/database/database.ts';
import { kysely } from '../../platform/database/kysely.ts';
import { escaped, fold, hasWords, listOf } from '../../platform/database/sql-values.ts';
import type { Tables } from '../../platform/database/tables.ts';

/** A publisher under its managed name, with the domains that it publishes at. */
export type ListedPublisher = { id: number; name: string; version: number; domains: string[] };

const USUAL_PAGE = 50;

/**
 * Publishers by name. `q` finds those whose name begins with it, case and accents aside, or that have a domain that
 * does.
 */
export async function listPublishers(
  store: Store,
  {
    q,
    cursor,
    limit = USUAL_PAGE,
  }: { q?: string | undefined; cursor?: string | undefined; limit?: number | undefined } = {},
): Promise<{ items: ListedPublisher[]; next: string | null }> {
  const rows = await kysely(store.prisma)
    .selectFrom('publisher as p')
    .select((eb) => [
      'p.id',
      'p.name',
      'p.version',
      'p.folded',
      listOf(
        eb
          .selectFrom('publisher_domain as d')
          .select('d.domain')
          .whereRef('d.publisher_id', '=', 'p.id')
          .orderBy('d.domain'),
      ).as('domains'),
    ])
    .$if(Boolean(q), (found) => found.where((eb) => eb.or(isNamed(eb, q ?? ''))))
    .$if(cursor !== undefined && cursor !== '', (found) => found.where('p.folded', '>', cursor ?? ''))
    .orderBy('p.folded')
    .limit(limit + 1)
    .execute();
  const items = rows.slice(0, limit).map(({ folded: _, ...row }) => row);
  return { items, next: rows.length > limit ? (rows[limit - 1]?.folded ?? null) : null };
}

function isNamed(eb: ExpressionBuilder<Tables & { p: Tables['publisher'] }, 'p'>, q: string) {
  const ofDomain = eb
    .selectFrom('publisher_domain')
    .select('publisher_id')
    .where('domain', 'like', beginning(sql<string>`lower(${q})`));
  const begins = [eb('p.folded', 'like', beginning(fold(eb.val(q)))), eb('p.id', 'in', ofDomain)];
  if (!isUnspaced(q)) return begins;
  return [
    ...begins,
    eb(
      'p.id',
      'in',
      eb
        .selectFrom('publisher as n')
        .select('n.id')
        .where((n) => hasWords(n.ref('n.name'), q)),
    ),
  ];
}

/** The pattern of what begins with a text, whatever signs are in it. */
function beginning(text: Expression<string>): RawBuilder<string> {
  return sql<string>`${escaped(text)} || '%'`;
}
