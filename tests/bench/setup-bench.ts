import pg from 'pg';
import { migrate } from '../../lib/platform/migrations/migrate.ts';
import { median, shown, table } from './figures.ts';

/** How long an empty database takes to become an archive without entries. */
export async function benchSetup(server: string, runs: number): Promise<void> {
  const client = new pg.Client({ connectionString: server.replace(/\/[^/]*$/, '/postgres') });
  await client.connect();
  const times: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    await client.query(`CREATE DATABASE bench_setup_${run} TEMPLATE template0`);
    const began = performance.now();
    await migrate(server.replace(/\/[^/]*$/, `/bench_setup_${run}`));
    times.push((performance.now() - began) / 1000);
    await client.query(`DROP DATABASE bench_setup_${run}`);
  }
  await client.end();
  console.log(table(['what', 'seconds'], [['an empty database set up', shown(median(times))]]));
}
