import type { EventId } from '../domain/ids.ts';
import type { Store } from '../store/database.ts';
import { Prisma } from '../store/generated/client.ts';
import type { RunFile, RunFilesPage } from './runs.ts';

/** An entry of a bulk run in the shape of a run's file; its path is what the entry is called. */
export type BulkFile = RunFile & { event: EventId };

export type BulkFilesPage = Omit<RunFilesPage, 'items'> & { items: BulkFile[] };

const USUAL_PAGE = 50;
const OUTCOME = Prisma.sql`coalesce(i.outcome, 'open')`;

type Asked = { outcome?: string | undefined; q?: string | undefined; cursor?: number | undefined; limit?: number | undefined };

/** The entries of a bulk run: of one outcome (`done`, `failed`, `open`) or all, whose names hold `q`, in the order in which they are done. */
export async function bulkFiles(store: Store, run: number, { outcome, q, cursor = 0, limit = USUAL_PAGE }: Asked): Promise<BulkFilesPage> {
  const asked = [Prisma.sql`i.run_id = ${run}`, Prisma.sql`i.n > ${cursor}`];
  if (outcome) asked.push(Prisma.sql`${OUTCOME} = ${outcome}`);
  if (q) asked.push(Prisma.sql`strpos(lower(e.title), lower(${q})) > 0`);
  const rows = await store.prisma.$queryRaw<BulkFile[]>`
    SELECT i.n, ${OUTCOME} AS outcome, e.day::text || ' ' || e.title AS path, NULL AS line, i.detail, i.event_id AS event
      FROM bulk_item i JOIN event e ON e.id = i.event_id WHERE ${Prisma.join(asked, ' AND ')} ORDER BY i.n LIMIT ${limit + 1}`;
  const counts = await store.prisma.$queryRaw<{ outcome: string; count: number }[]>`
    SELECT ${OUTCOME} AS outcome, count(*)::int AS count FROM bulk_item i WHERE i.run_id = ${run} GROUP BY 1`;
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, next: rows.length > limit && last ? String(last.n) : null, counts: Object.fromEntries(counts.map((one) => [one.outcome, one.count])) };
}
