import { Prisma } from './generated/client.ts';

/** What a day says to readers, as a hash: its order, and the address and content of each of its published entries. `day` is an SQL expression. */
export function dayContent(day: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`encode(sha256(convert_to(
    coalesce((SELECT o.entries::text || o.kept::text FROM day d JOIN day_order o ON o.id = d.order_id WHERE d.day = ${day}), '')
    || coalesce((SELECT string_agg(v.path || ' ' || r.hash, E'\n' ORDER BY v.id) FROM event v JOIN revision r ON r.id = v.published_revision_id WHERE v.day = ${day}), ''), 'UTF8')), 'hex')`;
}
