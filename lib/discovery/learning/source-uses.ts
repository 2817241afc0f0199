import { type Expression, expressionBuilder, type RawBuilder, type Selectable, sql } from 'kysely';
import type { EntryId, RevisionId } from '../../kernel/ids.ts';
import { hostOf } from '../../kernel/text/host.ts';
import { normalAddress } from '../../kernel/text/normal-address.ts';
import { kysely } from '../../platform/database/kysely.ts';
import { anyOf, countOf, fromNow, list, rowsOf } from '../../platform/database/sql-values.ts';
import type { Tables } from '../../platform/database/tables.ts';
import type { Transaction } from '../../platform/database/transaction.ts';

/** A new address is checked once it has been there for a while: what is still being typed is saved too. */
const SETTLES_WITHIN_S = 120;

/** A text with what it takes to know which addresses it uses. */
export type UsedText = Pick<Selectable<Tables['revision']>, 'id' | 'sources'> & { entry: EntryId; isCurrent: boolean };

/** Whether a text is the one that its entry has now, for readers or in work. */
export function isCurrentText(entry: Expression<EntryId>, revision: Expression<RevisionId>): RawBuilder<boolean> {
  return sql<boolean>`is_current_text(${entry}, ${revision})`;
}

type SourceUse = { address: string; url: string; host: string; entry: EntryId; revision: RevisionId; name: string };

function usesOf({ id: revision, entry, sources }: UsedText): SourceUse[] {
  return sources.flatMap(({ url, name, cover }) => {
    const address = normalAddress(url);
    const host = hostOf(url);
    return address && host ? [{ address, url: url.trim(), host, entry, revision, name: cover ? '' : name.trim() }] : [];
  });
}

/** Notes the uses of texts that are current, and forgets those of the same entries that no longer are. */
export async function noteUses(tx: Transaction, texts: readonly UsedText[]): Promise<void> {
  if (!texts.length) return;
  const uses = texts.filter(({ isCurrent }) => isCurrent).flatMap(usesOf);
  const entries = [...new Set(texts.map(({ entry }) => entry))];
  await countNames(withUses(tx, uses, entries));
}

/** The first parts of the statement: uses that came, and those that went, with their addresses. */
function withUses(tx: Transaction, uses: readonly SourceUse[], entries: readonly EntryId[]) {
  const given = rowsOf('g', {
    address: list.texts(uses.map((use) => use.address)),
    url: list.texts(uses.map((use) => use.url)),
    host: list.texts(uses.map((use) => use.host)),
    entry: list.ints(uses.map((use) => use.entry)),
    revision: list.ints(uses.map((use) => use.revision)),
    name: list.texts(uses.map((use) => use.name)),
  });
  return kysely(tx)
    .with(
      (cte) => cte('given').materialized(),
      (part) => part.selectFrom(given).selectAll(),
    )
    .with('gone', (part) =>
      part
        .deleteFrom('source_use as u')
        .using('source_address as a')
        .where('u.entry_id', '=', anyOf(entries))
        .whereRef('a.id', '=', 'u.address_id')
        .where((eb) => eb.not(isCurrentText(eb.ref('u.entry_id'), eb.ref('u.revision_id'))))
        .returning(['a.host', 'u.name']),
    )
    .with('known', (part) =>
      part
        .insertInto('source_address')
        .columns(['address', 'url', 'host', 'next_check_at'])
        .expression((eb) =>
          eb
            .selectFrom('given')
            .distinctOn('address')
            .select(['address', 'url', 'host', fromNow({ seconds: SETTLES_WITHIN_S }).as('next_check_at')])
            .orderBy('address'),
        )
        .onConflict((found) =>
          found.expression(SAME_ADDRESS).doUpdateSet((eb) => ({
            next_check_at: eb.fn.coalesce('source_address.next_check_at', 'excluded.next_check_at'),
          })),
        )
        .returning(['id', 'address', 'host', 'next_check_at']),
    )
    .with('used', (part) =>
      part
        .insertInto('source_use')
        .columns(['address_id', 'revision_id', 'entry_id', 'name'])
        .expression((eb) =>
          eb
            .selectFrom('given as g')
            .innerJoin('known as k', 'k.address', 'g.address')
            .distinctOn(['k.id', 'g.revision'])
            .select(['k.id', 'g.revision', 'g.entry', 'g.name'])
            .orderBy('k.id')
            .orderBy('g.revision'),
        )
        .onConflict((found) => found.doNothing())
        .returning(['address_id', 'name']),
    );
}

/** Its end: hosts with new addresses are due, and how often each has which name is counted again. */
async function countNames(parts: ReturnType<typeof withUses>): Promise<void> {
  await parts
    .with('due', (part) =>
      part
        .insertInto('source_host')
        .columns(['host', 'due_at'])
        .expression((eb) =>
          eb
            .selectFrom('known')
            .select((of) => ['host', of.fn.min('next_check_at').as('due_at')])
            .groupBy('host')
            .orderBy('host'),
        )
        .onConflict((found) =>
          found
            .column('host')
            .doUpdateSet((eb) => ({ due_at: eb.fn('least', ['source_host.due_at', 'excluded.due_at']) })),
        ),
    )
    .with('change', (part) =>
      part
        .selectFrom('used as u')
        .innerJoin('known as k', 'k.id', 'u.address_id')
        .select(['k.host', 'u.name', sql.lit(1).as('n')])
        .unionAll((eb) => eb.selectFrom('gone').select(['gone.host', 'gone.name', sql.lit(-1).as('n')])),
    )
    .with('changes', (part) =>
      part
        .selectFrom('change')
        .select((eb) => ['host', 'name', countOf(eb.fn.sum('n')).as('n')])
        .where('name', '<>', '')
        .groupBy(['host', 'name'])
        .having((eb) => eb.fn.sum('n'), '<>', sql.lit(0)),
    )
    .insertInto('source_name')
    .columns(['host', 'name', 'uses'])
    .expression((eb) => eb.selectFrom('changes').select((of) => ['host', 'name', atLeastNone(of.ref('n')).as('uses')]))
    .onConflict((found) =>
      found.columns(['host', 'name']).doUpdateSet((eb) => {
        const change = eb
          .selectFrom('changes as c')
          .select('c.n')
          .whereRef('c.host', '=', 'source_name.host')
          .whereRef('c.name', '=', 'source_name.name');
        return { uses: atLeastNone(eb('source_name.uses', '+', change)) };
      }),
    )
    .execute();
}

/** What two spellings of one address have in common, as the index of addresses has it. */
const SAME_ADDRESS = expressionBuilder<Tables, 'source_address'>().fn<string>('md5', ['address']);

function atLeastNone(n: Expression<number>): RawBuilder<number> {
  return sql<number>`greatest(${n}, 0)`;
}
