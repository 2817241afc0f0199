import type pg from 'pg';

/**
 * What a database is made of, one line a thing, as PostgreSQL itself says it: columns in any order, everything else to
 * the letter.
 */
const LINES = `
  WITH own AS (SELECT oid FROM pg_namespace WHERE nspname = 'public'),
       member AS (SELECT objid FROM pg_depend WHERE deptype = 'e')
  SELECT format('column %s.%s %s%s%s%s', c.oid::regclass, a.attname, format_type(a.atttypid, a.atttypmod), CASE
  WHEN a.attnotnull THEN ' not null' END,
                ' ' || pg_get_expr(d.adbin, d.adrelid), concat(' ', a.attidentity, a.attgenerated, ' ',
                col.collname)) AS line
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid LEFT JOIN pg_attrdef d ON d.adrelid = c.oid
    AND d.adnum = a.attnum LEFT JOIN pg_collation col ON col.oid = a.attcollation
   WHERE c.relnamespace IN (SELECT oid FROM own) AND c.relkind IN ('r', 'v', 'm', 'p') AND a.attnum > 0
   AND NOT a.attisdropped
  UNION ALL SELECT format('%s %s %s %s', c.relkind, c.oid::regclass, c.relpersistence, c.reloptions)
  FROM pg_class c WHERE c.relnamespace IN (SELECT oid FROM own)
  UNION ALL SELECT format('%s %s', pg_get_indexdef(i.indexrelid), i.indisvalid) FROM pg_index i JOIN pg_class c
  ON c.oid = i.indexrelid WHERE c.relnamespace IN (SELECT oid FROM own)
  UNION ALL SELECT format('constraint %s %s %s', conrelid::regclass, conname, pg_get_constraintdef(oid))
  FROM pg_constraint WHERE connamespace IN (SELECT oid FROM own) AND contype <> 'n'
  UNION ALL SELECT format('%s %s', pg_get_triggerdef(t.oid), t.tgenabled) FROM pg_trigger t WHERE NOT t.tgisinternal
  UNION ALL SELECT pg_get_functiondef(p.oid) FROM pg_proc p WHERE p.pronamespace IN (SELECT oid FROM own)
  AND p.prokind = 'f' AND p.oid NOT IN (SELECT objid FROM member)
  UNION ALL SELECT format('view %s %s', viewname, definition) FROM pg_views WHERE schemaname = 'public'
  UNION ALL SELECT format('enum %s %s', t.typname, string_agg(e.enumlabel, ',' ORDER BY e.enumsortorder))
  FROM pg_enum e JOIN pg_type t ON t.oid = e.enumtypid GROUP BY t.typname
  UNION ALL SELECT format('sequence %s %s %s %s', sequencename, data_type, increment_by, max_value)
  FROM pg_sequences WHERE schemaname = 'public'
  UNION ALL SELECT format('extension %s', extname) FROM pg_extension`;

/** Everything that a database is made of, in order; equal for two that were set up alike. */
export async function schemaOf(client: pg.ClientBase): Promise<string[]> {
  const { rows } = await client.query<{ line: string }>(LINES);
  return rows.map(({ line }) => line).sort();
}
