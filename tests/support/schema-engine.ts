import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import {
  bindMigrationAwareSqlAdapterFactory,
  type ColumnType,
  ColumnTypeEnum,
  type SqlDriverAdapter,
} from '@prisma/driver-adapter-utils';
import * as engine from '@prisma/schema-engine-wasm/schema_engine_bg';
import type pg from 'pg';

const WASM = createRequire(import.meta.url)
  .resolve('@prisma/schema-engine-wasm/schema_engine_bg')
  .replace(/\.js$/, '.wasm');
const EMPTY = '-- This is an empty migration.';
const NAME = 'catalog-reader';

/** PostgreSQL's numbers of the types in which its catalogs are read; every other is text. */
const TYPES: Record<number, ColumnType> = {
  16: ColumnTypeEnum.Boolean,
  18: ColumnTypeEnum.Character,
  20: ColumnTypeEnum.Int64,
  21: ColumnTypeEnum.Int32,
  23: ColumnTypeEnum.Int32,
  26: ColumnTypeEnum.Int64,
  1002: ColumnTypeEnum.CharacterArray,
  1003: ColumnTypeEnum.TextArray,
  1005: ColumnTypeEnum.Int32Array,
  1007: ColumnTypeEnum.Int32Array,
  1009: ColumnTypeEnum.TextArray,
};

/**
 * How the engine reads a database, within the transaction that `client` is in. Prisma's own adapter cannot read
 * catalogs: it does not know the type "char", in which they say what a thing is.
 */
function catalogReader(client: pg.ClientBase): SqlDriverAdapter {
  const never = () => Promise.reject(new Error('The engine only reads here.'));
  return {
    provider: 'postgres',
    adapterName: NAME,
    queryRaw: async ({ sql, args }) => {
      const { fields, rows } = await client.query({ text: sql, values: args, rowMode: 'array' });
      const columnTypes = fields.map(({ dataTypeID }) => TYPES[dataTypeID] ?? ColumnTypeEnum.Text);
      return { columnNames: fields.map(({ name }) => name), columnTypes, rows };
    },
    executeRaw: never,
    executeScript: never,
    startTransaction: never,
    dispose: async () => undefined,
  };
}

let loaded: Promise<void> | undefined;

/** Prisma's own schema engine as WebAssembly: otherwise it is a program that has to be downloaded. */
async function load(): Promise<void> {
  const { instance } = await WebAssembly.instantiate(readFileSync(WASM), { './schema_engine_bg.js': engine });
  engine.__wbg_set_wasm(instance.exports);
  const begin = instance.exports['__wbindgen_start'];
  if (typeof begin === 'function') begin();
}

/** The SQL that would bring a database to a Prisma schema, as far as Prisma sees it; nothing where they agree. */
export async function stepsToSchema(client: pg.ClientBase, schema: string): Promise<string> {
  loaded ??= load();
  await loaded;
  const connect = async () => catalogReader(client);
  const adapter = bindMigrationAwareSqlAdapterFactory({
    provider: 'postgres',
    adapterName: NAME,
    connect,
    connectToShadowDb: connect,
  });
  const files = [{ path: 'schema.prisma', content: schema }];
  const prisma = await engine.SchemaEngine.new({ datamodels: [['schema.prisma', schema]] }, () => undefined, adapter);
  const { stdout } = await prisma.diff({
    from: { tag: 'schemaDatasource', files, configDir: '' },
    to: { tag: 'schemaDatamodel', files },
    script: true,
    exitCode: null,
    filters: { externalTables: [], externalEnums: [] },
  });
  return (stdout ?? '').replace(EMPTY, '').trim();
}
