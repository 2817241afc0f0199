import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import path from 'node:path';

/** Loaded with --import: the process is of a version that has one migration more, though prisma/migrations has not. */
const FOLDER = path.resolve(import.meta.dirname, '../../prisma/migrations');
const NAME = '20990101000000_later';
const SCRIPT = 'CREATE TABLE later (id INTEGER PRIMARY KEY);\n';
const { readdirSync, readFileSync } = fs;

fs.readdirSync = (folder, options) => {
  const entries = readdirSync(folder, options);
  return folder === FOLDER ? [...entries, { name: NAME, isDirectory: () => true }] : entries;
};
fs.readFileSync = (file, options) =>
  file === path.join(FOLDER, NAME, 'migration.sql') ? SCRIPT : readFileSync(file, options);
syncBuiltinESMExports();
