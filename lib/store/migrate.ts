import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { PrismaPg } from '@prisma/adapter-pg';
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils';
import pg from 'pg';
import { Missing } from './missing.ts';

type Engine = {
  applyMigrations(input: unknown): Promise<{ appliedMigrationNames: string[] }>;
  free(): void;
};
type EngineModule = {
  SchemaEngine: { new: (options: unknown, log: (line: string) => void, adapter: unknown) => Promise<Engine> };
  __wbg_set_wasm(exports: WebAssembly.Exports): void;
};

/** Bundled into the app, a file has no folder of its own; the app runs in the project's. */
const ROOT = import.meta.dirname ? path.resolve(import.meta.dirname, '../..') : process.cwd();
const LOCK_KEY = 7_301_925;
const NO_FILTER = { externalTables: [], externalEnums: [] };

/**
 * Applies the folder prisma/migrations to the database at `url` with Prisma's own schema engine, the
 * WebAssembly build, which needs no download. One process migrates at a time; the others wait.
 * Returns the names of the migrations that were applied now.
 */
export async function migrate(url: string): Promise<string[]> {
  const guard = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  try {
    await guard.connect();
  } catch (error) {
    throw new Missing(`The database does not answer: ${(error as Error).message}`, 'Check DATABASE_URL, and that the server runs.');
  }
  try {
    await guard.query('SELECT pg_advisory_lock($1)', [LOCK_KEY]);
    return await withEngine(url, async (engine) => (await engine.applyMigrations({ migrationsList: readMigrations(), filters: NO_FILTER })).appliedMigrationNames);
  } finally {
    await guard.end();
  }
}

/** The names of the migrations in the folder, in the order in which they apply. */
export function migrationNames(): string[] {
  return readdirSync(path.join(ROOT, 'prisma/migrations'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

function readMigrations() {
  const baseDir = path.join(ROOT, 'prisma/migrations');
  return {
    baseDir,
    lockfile: { path: 'migration_lock.toml', content: readFileSync(path.join(baseDir, 'migration_lock.toml'), 'utf8') },
    migrationDirectories: migrationNames().map((name) => ({
      path: name,
      migrationFile: { path: 'migration.sql', content: { tag: 'ok', value: readFileSync(path.join(baseDir, name, 'migration.sql'), 'utf8') } },
    })),
    shadowDbInitScript: '',
  };
}

async function withEngine<T>(url: string, use: (engine: Engine) => Promise<T>): Promise<T> {
  const { SchemaEngine } = await loadEngine();
  const schema = readFileSync(path.join(ROOT, 'prisma/schema.prisma'), 'utf8');
  const adapter = bindMigrationAwareSqlAdapterFactory(wholeScripts(new PrismaPg({ connectionString: url, options: '-c timezone=UTC' }), url));
  const engine = await SchemaEngine.new({ datamodels: [['schema.prisma', schema]] }, () => undefined, adapter);
  try {
    return await use(engine);
  } finally {
    engine.free();
  }
}

/** The adapter cuts a script at every semicolon, also inside a function's body; PostgreSQL takes it whole. */
function wholeScripts(factory: PrismaPg, url: string): PrismaPg {
  const connect = factory.connect.bind(factory);
  factory.connect = async () => {
    const adapter = await connect();
    adapter.executeScript = async (script) => {
      const client = new pg.Client({ connectionString: url, options: '-c timezone=UTC' });
      await client.connect();
      try {
        await client.query(script);
      } finally {
        await client.end();
      }
    };
    return adapter;
  };
  return factory;
}

let loaded: Promise<EngineModule> | undefined;

function loadEngine(): Promise<EngineModule> {
  loaded ??= (async () => {
    const file = path.join(path.dirname(createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm')), 'schema_engine_bg.wasm');
    const glue = (await import('@prisma/schema-engine-wasm/schema_engine_bg')) as unknown as EngineModule & WebAssembly.ModuleImports;
    const { instance } = await WebAssembly.instantiate(readFileSync(file), { './schema_engine_bg.js': glue });
    glue.__wbg_set_wasm(instance.exports);
    (instance.exports['__wbindgen_start'] as () => void)();
    return glue;
  })();
  return loaded;
}
