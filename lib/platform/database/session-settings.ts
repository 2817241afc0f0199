import { sql } from 'kysely';
import { kysely, type Queryable, type Runner } from './kysely.ts';

/** Settings of PostgreSQL. Limits of time are in milliseconds; 0 is none. */
export type Settings = {
  timezone?: string;
  datestyle?: string;
  intervalstyle?: string;
  bytea_output?: string;
  statement_timeout?: number;
  idle_in_transaction_session_timeout?: number;
  transaction_timeout?: number;
};

/** Sets these until the connection ends. */
export function setForSession(client: Queryable, settings: Settings): Promise<void> {
  return set(client, settings, false);
}

/** Sets these until the transaction ends. */
export function setForTransaction(tx: Runner, settings: Settings): Promise<void> {
  return set(tx, settings, true);
}

/** One that the server does not know is left out: `transaction_timeout` came with PostgreSQL 17. */
async function set(on: Runner, settings: Settings, local: boolean): Promise<void> {
  await kysely(on)
    .selectNoFrom((eb) =>
      Object.entries(settings).map(([name, value]) =>
        eb
          .case()
          .when(sql<string | null>`current_setting(${name}, true)`, 'is not', null)
          .then(sql<string>`set_config(${name}, ${String(value)}, ${local})`)
          .end()
          .as(name),
      ),
    )
    .execute();
}
