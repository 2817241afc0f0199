import { PrismaPg } from '@prisma/adapter-pg';
import type pg from 'pg';
import { Outage } from '../outage/outage.ts';
import { openPool } from './connection.ts';
import { PrismaClient } from './generated/client.ts';
import type { Runner } from './kysely.ts';

/**
 * The open database: Prisma for rows, the pool for cursors and COPY. Both share their connections. `outage` knows
 * whether it serves.
 */
export type Store = { prisma: PrismaClient; pool: pg.Pool; url: string; outage: Outage; close(): Promise<void> };

/** Whatever statements can be read through: the store, or a transaction. */
export type Reader = { prisma: Runner };

/** `name` is how the database shows the connections. */
export type StoreOptions = { connections?: number; name?: string };

/** Opens the database at `url`. Connections are made on first use. */
export function openStore(url: string, options: StoreOptions = {}): Store {
  const pool = openPool(url, options.name ?? 'dateline', options.connections ?? 10);
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool) });
  return {
    prisma,
    pool,
    url,
    outage: new Outage(pool),
    async close() {
      await prisma.$disconnect();
      await pool.end();
    },
  };
}
