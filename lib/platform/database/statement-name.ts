import { createHash } from 'node:crypto';

const names = new Map<string, string>();

/** The name under which a connection keeps a statement: the same for the same text. */
export function statementName(sql: string): string {
  const found = names.get(sql);
  if (found) return found;
  const made = `s-${createHash('sha256').update(sql).digest('base64url').slice(0, 24)}`;
  names.set(sql, made);
  return made;
}
