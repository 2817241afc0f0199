import { readFileSync } from 'node:fs';
import path from 'node:path';
import type pg from 'pg';

const LIST = path.resolve(import.meta.dirname, '../../prisma/beyond-prisma.md');

/** A definition by the heading and the name that it has in the list. */
type Beyond = Record<string, string>;

/** What a database has and a Prisma schema cannot say, as PostgreSQL writes it. */
const BEYOND = `
  WITH own AS (SELECT oid FROM pg_namespace WHERE nspname = 'public'),
       foreign_to_us AS (SELECT classid, objid FROM pg_depend WHERE deptype = 'e'),
       class AS (SELECT * FROM pg_class WHERE relnamespace IN (SELECT oid FROM own)
       AND relname NOT LIKE '\\_prisma\\_migrations%'),
       columns AS (SELECT a.*, c.relname, c.relname || '.' || a.attname AS name, pg_get_expr(d.adbin, d.adrelid)
       AS expression
                     FROM class c JOIN pg_attribute a ON a.attrelid = c.oid LEFT JOIN pg_attrdef d
                     ON d.adrelid = c.oid AND d.adnum = a.attnum
                    WHERE c.relkind IN ('r', 'p') AND a.attnum > 0 AND NOT a.attisdropped),
       functions AS (SELECT p.* FROM pg_proc p WHERE p.pronamespace IN (SELECT oid FROM own)
       AND p.oid NOT IN (SELECT objid FROM foreign_to_us WHERE classid = 'pg_proc'::regclass)),
       types AS (SELECT t.* FROM pg_type t WHERE t.typnamespace IN (SELECT oid FROM own)
       AND t.oid NOT IN (SELECT objid FROM foreign_to_us WHERE classid = 'pg_type'::regclass))
  SELECT 'Extensions' AS kind, extname AS name, '' AS definition FROM pg_extension WHERE extname <> 'plpgsql'
  UNION ALL SELECT 'Checks', c.conrelid::regclass || '.' || c.conname, pg_get_constraintdef(c.oid)
  FROM pg_constraint c WHERE c.contype = 'c' AND c.connamespace IN (SELECT oid FROM own)
  UNION ALL SELECT 'Deferrable keys', c.conrelid::regclass || '.' || c.conname, CASE WHEN c.condeferred
  THEN 'INITIALLY DEFERRED' ELSE 'INITIALLY IMMEDIATE' END
              FROM pg_constraint c WHERE c.condeferrable AND c.connamespace IN (SELECT oid FROM own)
  UNION ALL SELECT 'Unique constraints', c.conrelid::regclass || '.' || c.conname, pg_get_constraintdef(c.oid)
  FROM pg_constraint c
             WHERE c.connamespace IN (SELECT oid FROM own) AND (c.contype NOT IN ('c', 'f', 'n', 'p')
             OR (c.contype = 'f' AND NOT c.convalidated))
  UNION ALL
  SELECT 'Triggers', t.tgrelid::regclass || '.' || t.tgname, pg_get_triggerdef(t.oid) || CASE t.tgenabled WHEN 'O'
  THEN '' ELSE ' ' || t.tgenabled::text END
              FROM pg_trigger t WHERE NOT t.tgisinternal AND t.tgrelid IN (SELECT oid FROM class)
  UNION ALL SELECT 'Functions', p.oid::regprocedure::text, pg_get_function_result(p.oid) FROM functions p
  UNION ALL SELECT 'Views', v.viewname, v.definition FROM pg_views v WHERE v.schemaname = 'public'
  UNION ALL SELECT 'Generated columns', name, expression FROM columns WHERE attgenerated <> ''
  UNION ALL SELECT 'Identity columns', name, CASE attidentity WHEN 'a' THEN 'ALWAYS' ELSE 'BY DEFAULT' END
  FROM columns WHERE attidentity <> ''
  UNION ALL SELECT 'Lists that may be absent', name, '' FROM columns WHERE attndims > 0 AND NOT attnotnull
  UNION ALL SELECT 'Collations', c.name, l.collname FROM columns c JOIN pg_collation l ON l.oid = c.attcollation
  WHERE l.collname <> 'default'
  UNION ALL SELECT 'Storage', c.name, c.attstorage::text FROM columns c JOIN pg_type t ON t.oid = c.atttypid
  WHERE c.attstorage <> t.typstorage
  UNION ALL SELECT 'Storage', relname, concat_ws(' ', CASE relpersistence WHEN 'u' THEN 'unlogged'
  END, array_to_string(reloptions, ' ')) FROM class
             WHERE relkind IN ('r', 'p') AND (relpersistence <> 'p' OR reloptions IS NOT NULL)
  UNION ALL
  SELECT 'Indexes', c.relname, regexp_replace(pg_get_indexdef(i.indexrelid), '^CREATE (UNIQUE )?INDEX \\S+', '\\1')
              FROM pg_index i JOIN class c ON c.oid = i.indexrelid JOIN pg_am m ON m.oid = c.relam
             WHERE i.indpred IS NOT NULL OR i.indexprs IS NOT NULL OR c.reloptions IS NOT NULL OR NOT i.indisvalid
             OR i.indnkeyatts <> i.indnatts
                OR EXISTS (SELECT FROM unnest(i.indclass) AS u (id) JOIN pg_opclass o ON o.oid = u.id
                WHERE NOT o.opcdefault AND m.amname = 'btree')
  UNION ALL SELECT 'Sequences without a column', relname, '' FROM class c WHERE relkind = 'S'
  AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype IN ('a', 'i') AND d.refobjsubid > 0)
  UNION ALL SELECT 'Relations of kind ' || relkind::text, relname, '' FROM class
  WHERE relkind NOT IN ('r', 'i', 'S', 'v') OR relrowsecurity OR relispartition
  UNION ALL SELECT 'Types of kind ' || t.typtype::text, t.typname, '' FROM types t
  WHERE t.typtype NOT IN ('e', 'b') AND t.typrelid NOT IN (SELECT oid FROM pg_class WHERE relkind IN ('r', 'v'))
  UNION ALL SELECT 'Rules', r.ev_class::regclass || '.' || r.rulename, '' FROM pg_rewrite r JOIN class c
  ON c.oid = r.ev_class WHERE r.rulename <> '_RETURN'
  UNION ALL SELECT 'Privileges', relname, array_to_string(relacl, ' ') FROM class WHERE relacl IS NOT NULL
  UNION ALL SELECT 'Privileges', oid::regprocedure::text, array_to_string(proacl, ' ') FROM functions
  WHERE proacl IS NOT NULL`;

const oneLine = (text: string) => text.replaceAll(/\s+/g, ' ').trim();

export async function beyondPrisma(client: pg.ClientBase): Promise<Beyond> {
  const { rows } = await client.query<{ kind: string; name: string; definition: string }>(BEYOND);
  return Object.fromEntries(rows.map(({ kind, name, definition }) => [`${kind}: ${name}`, oneLine(definition)]));
}

/** The same as prisma/beyond-prisma.md has it. */
export function listedBeyondPrisma(): Beyond {
  const listed: Beyond = {};
  for (const section of readFileSync(LIST, 'utf8').split(/^## /m).slice(1)) {
    const kind = section.slice(0, section.indexOf('\n'));
    for (const [, name, definition = ''] of section.matchAll(/^- `([^`]+)`: \S.*\n((?: {2}.*\n)*)/gm))
      listed[`${kind}: ${name}`] = oneLine(definition).replaceAll('`', '');
  }
  return listed;
}
