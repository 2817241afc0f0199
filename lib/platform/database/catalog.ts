import { type Generated, type Kysely, type RawBuilder, sql } from 'kysely';
import { kysely, type Queryable } from './kysely.ts';

/** What PostgreSQL keeps of itself, and Prisma of its migrations: no tables of prisma/schema.prisma. */
type Catalog = {
  pg_available_extensions: { name: string };
  pg_class: { oid: number; relname: string; relnamespace: number; relkind: string; relowner: number };
  pg_constraint: { conname: string; conrelid: number; contype: string; condeferrable: boolean; connamespace: number };
  pg_database: { datname: string };
  pg_extension: { extname: string };
  pg_roles: { rolname: string; rolsuper: boolean };
  pg_sequences: { schemaname: string; sequencename: string };
  'information_schema.columns': {
    table_schema: string;
    table_name: string;
    column_name: string;
    ordinal_position: number;
    is_generated: 'ALWAYS' | 'NEVER';
  };
  'information_schema.tables': { table_schema: string; table_name: string; table_type: string };
  _prisma_migrations: {
    id: string;
    checksum: string;
    finished_at: Date | null;
    migration_name: string;
    rolled_back_at: Date | null;
    started_at: Generated<Date>;
    applied_steps_count: Generated<number>;
  };
};

/** Typed statements on the catalog. */
export function catalog(on: Queryable): Kysely<Catalog> {
  return kysely(on).$pickTables<never>().$extendTables<Catalog>();
}

/** A table or sequence whose name was found in the catalog. */
export function found<Row>(name: string): RawBuilder<Row> {
  return sql<Row>`${sql.id(name)}`;
}

/** What a setting of PostgreSQL is. */
export function setting(name: string): RawBuilder<string> {
  return sql<string>`current_setting(${name})`;
}
