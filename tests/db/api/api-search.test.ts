import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findEntries } from '../../../lib/discovery/search/find-entries.ts';
import { createContext } from '../../../lib/editorial/contexts/actions/create-context.ts';
import { findContexts } from '../../../lib/editorial/contexts/queries/find-contexts.ts';
import { titleSearch } from '../../../lib/kernel/contract/search.ts';
import type { Day } from '../../../lib/kernel/day.ts';
import type { ContextId, EntryId } from '../../../lib/kernel/ids.ts';
import type { Actor } from '../../../lib/kernel/permission/actor.ts';
import type { Store } from '../../../lib/platform/database/database.ts';
import { freshStore, person } from '../../support/database.ts';

let store: Store;
let admin: Actor;
beforeAll(async () => {
  store = await freshStore();
  admin = await person(store, 'admin');
  await store.prisma.$executeRaw`INSERT INTO entry (day, title)
      SELECT '2013-01-01'::date + (n % 400), 'Event number ' || n || CASE WHEN n % 100 = 0
      THEN ': Córdoba and O''Brien sign in the U.S.' ELSE '' END FROM generate_series(1, 20000) n`;
  await store.prisma.$executeRaw`INSERT INTO context (name) SELECT 'Filler ' || n FROM generate_series(1, 20000) n`;
  for (const name of [
    'Côte d’Ivoire',
    'Coast Guard',
    'Gulf Coast',
    'Politics (of coast)',
    '100% Cotton',
    'Back\\slash',
  ])
    await createContext(store, admin, { name });
  await store.prisma.$executeRaw`INSERT INTO context_alias (context_id, name) SELECT id, 'Ivory Coast' FROM context
      WHERE name = 'Côte d’Ivoire'`;
  await store.prisma.$executeRaw`ANALYZE`;
});
afterAll(() => store.close());

/** The plans of what a query asks, as PostgreSQL makes them for these very values. */
async function planOf(run: (store: Store) => Promise<unknown>): Promise<string> {
  const plans: string[] = [];
  const explain = async (text: string, given: unknown[]) => {
    const { rows } = await store.pool.query<{ 'QUERY PLAN': string }>(`EXPLAIN ${text}`, given);
    plans.push(...rows.map((row) => row['QUERY PLAN']));
  };
  async function $queryRawUnsafe(text: string, ...values: unknown[]): Promise<unknown[]> {
    await explain(text, values);
    return [];
  }
  async function query({ text, values }: { text: string; values: unknown[] }): Promise<{ rows: unknown[] }> {
    await explain(text, values);
    return { rows: [] };
  }
  await run({
    ...store,
    prisma: { $queryRawUnsafe } as unknown as Store['prisma'],
    pool: { query } as unknown as Store['pool'],
  });
  return plans.join('\n');
}

describe('finding entries', () => {
  it('pages by cursor, newest first, without losing or doubling any', async () => {
    const seen: number[] = [];
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof findEntries>> = await findEntries(store, {
        ...titleSearch.parse(cursor ? { cursor } : {}),
        q: 'cordoba',
        limit: 30,
      });
      seen.push(...page.items.map((item) => item.id));
      cursor = page.next;
    } while (cursor);
    expect(new Set(seen).size).toBe(200);
    expect(seen).toHaveLength(200);
    const { items } = await findEntries(store, {});
    expect(items.map((item) => item.day)).toEqual(
      items
        .map((item) => item.day)
        .sort()
        .reverse(),
    );
  });

  it.each(['cordoba', 'CÓRDOBA', 'cord', 'number cord', "o'brien", "o'br", 'u.s.', 'Córdoba, and', 'sign   in the  u'])(
    '%s finds',
    async (q) => {
      expect((await findEntries(store, { q })).items.length).toBe(20);
    },
  );

  it.each(["'", '\\', ':*', '!', '&|', '( )', "\\' | !x", 'ŉ', '½', '…', '-', '*', '<->'])(
    '%s is a search like any other',
    async (q) => {
      expect(Array.isArray((await findEntries(store, { q })).items)).toBe(true);
    },
  );

  it('narrows to a day', async () => {
    const { items } = await findEntries(store, { day: '2013-01-19' as Day, limit: 100 });
    expect(items).toHaveLength(50);
    expect(new Set(items.map((item) => item.day))).toEqual(new Set(['2013-01-19']));
  });

  it('puts the nearest days first where a day is given', async () => {
    const { items, next } = await findEntries(store, { q: 'cordoba', near: '2013-06-01' as Day, limit: 6 });
    const away = items.map((item) => Math.abs(Date.parse(item.day) - Date.parse('2013-06-01')));
    expect(away).toEqual([...away].sort((a, b) => a - b));
    expect([items.length, next, (away[0] ?? 0) < 864e5 * 60]).toEqual([6, null, true]);
  });

  it('is served by indexes', async () => {
    expect(await planOf((asked) => findEntries(asked, { q: 'cordoba' }))).toMatch(/entry_search_idx|entry_day_id_idx/);
    for (const filter of [
      {},
      { day: '2013-01-19' as Day },
      { cursor: { day: '2013-06-01' as Day, id: 5000 as EntryId } },
      { q: 'zzzz' },
      { q: 'cordoba', near: '2013-06-01' as Day },
    ]) {
      expect(await planOf((asked) => findEntries(asked, filter))).not.toContain('Seq Scan on entry');
    }
  });
});

describe('finding contexts', () => {
  const names = async (typed: string) =>
    (await findContexts(store, typed)).map(({ name, alias }) => (alias ? `${alias} → ${name}` : name));

  it('finds names and aliases by the beginnings of their words, those that begin so first', async () => {
    expect(await names('COTE')).toEqual(['Côte d’Ivoire']);
    expect(await names('coast')).toEqual([
      'Coast Guard',
      'Ivory Coast → Côte d’Ivoire',
      'Gulf Coast',
      'Politics (of coast)',
    ]);
    expect(await names('coast gu')).toEqual(['Coast Guard', 'Gulf Coast']);
    expect(await names('gua coa')).toEqual(['Coast Guard']);
    expect(await names('ivory')).toEqual(['Ivory Coast → Côte d’Ivoire']);
    expect((await names('100%'))[0]).toBe('100% Cotton');
    expect(await names('%')).toEqual([]);
    expect(await names('back\\')).toEqual(['Back\\slash']);
    expect(await names('')).toHaveLength(10);
    expect(await names('filler 1')).toHaveLength(10);
  });

  it('puts first what the entry speaks of, what it has company with, and what is used more', async () => {
    await store.pool.query(
      `INSERT INTO context_use (context_id, entries, first_day, last_day)
        SELECT id, 90, '2013-01-01', '2015-01-01' FROM context WHERE name = 'Gulf Coast'`,
    );
    expect((await names('gul')).at(0)).toBe('Gulf Coast');
    const offered = await findContexts(store, 'coa', {
      text: 'Ships leave the Ivory Coast',
      date: '2013-01-01' as Day,
      with: [1 as ContextId],
    });
    expect(offered[0]).toMatchObject({ name: 'Côte d’Ivoire', alias: 'Ivory Coast' });
    const [gulf] = await findContexts(store, 'gulf');
    expect(gulf).toMatchObject({ entries: 90, years: '2013–2015', kind: '', description: '', latest: null });
  });

  it('offers the one that stays of those merged, under the name that was typed', async () => {
    await store.pool.query(
      `UPDATE context SET merged_into = s.id, joined_to = s.id FROM (SELECT id FROM context
        WHERE name = 'Coast Guard') s WHERE name = 'Politics (of coast)'`,
    );
    expect(await names('politics')).toEqual(['Politics (of coast) → Coast Guard']);
    expect(await names('coast guard')).toEqual(['Coast Guard']);
  });

  it('finds them by indexes', async () => {
    expect(await planOf((asked) => findContexts(asked, 'coast'))).toContain('context_words_idx');
    expect(await planOf((asked) => findContexts(asked, 'co'))).toContain('context_folded_prefix_idx');
  });
});
