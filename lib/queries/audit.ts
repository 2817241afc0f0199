import type { Day } from '../domain/day.ts';
import type { Channel } from '../domain/permission/actor.ts';
import type { Store } from '../store/database.ts';
import { Prisma } from '../store/generated/client.ts';

/** A fact of the audit log: who did what to which entry or person, when and by which door. */
export type AuditFact = {
  id: number;
  at: string;
  actor: { id: number; name: string; email: string } | null;
  channel: Channel;
  verb: string;
  event: { id: number; title: string } | null;
  proposal: number | null;
  reason: string | null;
  /** The person that it was done to. */
  subject: { id: number; name: string } | null;
  detail: Record<string, unknown>;
};

/** What facts are looked for by: all of what is given holds. `person` did it or had it done to them; `q` is words of the reason and the details. */
export type AuditFilter = {
  person?: number | undefined;
  verb?: string | undefined;
  event?: number | undefined;
  channel?: Channel | undefined;
  from?: Day | undefined;
  to?: Day | undefined;
  q?: string | undefined;
};

const USUAL_PAGE = 50;
const EXPORT_BATCH = 1_000;

/** A page of facts, newest first, and the cursor of the next page. */
export async function searchAudit(
  store: Store,
  { limit = USUAL_PAGE, cursor, ...filter }: AuditFilter & { limit?: number | undefined; cursor?: number | undefined },
): Promise<{ items: AuditFact[]; next: string | null }> {
  const items = await factsBefore(store, filter, cursor, limit + 1);
  const more = items.length > limit;
  const page = items.slice(0, limit);
  return { items: page, next: more ? String(page.at(-1)?.id) : null };
}

/** Every fact that a search finds, newest first, in batches that are read as they are asked for: the log is never in memory as a whole. */
export async function* everyFact(store: Store, filter: AuditFilter): AsyncGenerator<AuditFact[]> {
  for (let cursor: number | undefined; ; ) {
    const facts = await factsBefore(store, filter, cursor, EXPORT_BATCH);
    if (facts.length) yield facts;
    if (facts.length < EXPORT_BATCH) return;
    cursor = facts.at(-1)?.id;
  }
}

/** The verbs that the log knows, for a choice of them: read by skipping along the index, not by counting the log. */
export async function auditVerbs(store: Store): Promise<string[]> {
  const rows = await store.prisma.$queryRaw<{ verb: string }[]>`
    WITH RECURSIVE seen AS (
      (SELECT verb FROM audit_fact ORDER BY verb LIMIT 1)
      UNION ALL SELECT (SELECT f.verb FROM audit_fact f WHERE f.verb > s.verb ORDER BY f.verb LIMIT 1) FROM seen s WHERE s.verb IS NOT NULL
    ) SELECT verb FROM seen WHERE verb IS NOT NULL`;
  return rows.map(({ verb }) => verb);
}

async function factsBefore(store: Store, filter: AuditFilter, cursor: number | undefined, limit: number): Promise<AuditFact[]> {
  const rows = await store.prisma.$queryRaw<(Omit<AuditFact, 'at'> & { at: Date })[]>`
    SELECT f.id, f.at, f.channel::text AS channel, f.verb, f.proposal_id AS proposal, f.reason, f.detail,
           CASE WHEN a.id IS NOT NULL THEN jsonb_build_object('id', a.id, 'name', a.name, 'email', a.email) END AS actor,
           CASE WHEN e.id IS NOT NULL THEN jsonb_build_object('id', e.id, 'title', e.title) END AS event,
           CASE WHEN s.id IS NOT NULL THEN jsonb_build_object('id', s.id, 'name', s.name) END AS subject
      FROM (SELECT * FROM audit_fact WHERE ${Prisma.join(conditions(filter, cursor), ' AND ')} ORDER BY id DESC LIMIT ${limit}) f
      LEFT JOIN person a ON a.id = f.actor_id LEFT JOIN event e ON e.id = f.event_id
      LEFT JOIN person s ON s.id = CASE WHEN f.detail ->> 'person' ~ '^[0-9]{1,9}$' THEN (f.detail ->> 'person')::int END
     ORDER BY f.id DESC`;
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
}

function conditions({ person, verb, event, channel, from, to, q }: AuditFilter, cursor: number | undefined): Prisma.Sql[] {
  const asked = [cursor === undefined ? Prisma.sql`true` : Prisma.sql`id < ${cursor}`];
  if (person !== undefined) asked.push(Prisma.sql`(actor_id = ${person} OR (detail ? 'person' AND detail ->> 'person' = ${String(person)}))`);
  if (verb) asked.push(Prisma.sql`verb = ${verb}`);
  if (event !== undefined) asked.push(Prisma.sql`event_id = ${event}`);
  if (channel) asked.push(Prisma.sql`channel = ${channel}::channel`);
  if (from) asked.push(Prisma.sql`at >= ${from}::date`);
  if (to) asked.push(Prisma.sql`at < ${to}::date + 1`);
  const words = q?.trim() ? wordsOf(q) : undefined;
  if (words) asked.push(Prisma.sql`channel <> 'import' AND ${WORDS} @@ ${words}`);
  return asked;
}

/** What parts words beside blanks: an address is found by each of its parts. */
const PARTS = '@./:_-"';
const BLANKS = ' '.repeat(PARTS.length);

/** Exactly what audit_fact_words_idx holds. What imports did is found by their channel, not by words. */
const WORDS = Prisma.raw(`to_tsvector('simple'::regconfig, translate(fold(coalesce(reason, '') || ' ' || detail::text), '${PARTS}', '${BLANKS}'))`);

/** Every word as the beginning of one, without case and accents. */
function wordsOf(q: string): Prisma.Sql {
  const words = [...q]
    .map((letter) => (PARTS.includes(letter) ? ' ' : letter))
    .join('')
    .trim()
    .split(/\s+/);
  const quoted = words.map((word) => `' ${word.replaceAll(/[\\']/g, ' ')}':*`).join(' & ');
  return Prisma.sql`to_tsquery('simple', fold(${quoted}))`;
}
