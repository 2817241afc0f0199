import { anyText } from '../../platform/database/sql-values.ts';
import type { Published } from './published.ts';

const proseIn = (archive: Published) =>
  archive.db.selectFrom(archive.prose.as('p')).select(['p.path', 'p.text']).orderBy('p.path');

/** Free prose that is published, `limit` pages at a time, by path. */
export function publishedProseAfter(archive: Published, after: string, limit: number) {
  return proseIn(archive).where('p.path', '>', after).limit(limit).execute();
}

/** The published ones of these pages of prose. */
export async function publishedProseOf(archive: Published, paths: readonly string[]) {
  return paths.length ? proseIn(archive).where('p.path', '=', anyText(paths)).execute() : [];
}
