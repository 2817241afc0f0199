import { type Expression, expressionBuilder, type NotNull, type RawBuilder, type SqlBool, sql } from 'kysely';
import { jsonBuildObject } from 'kysely/helpers/postgres';
import type { Day } from '../../kernel/day.ts';
import { type EntryId, type PersonId, toId } from '../../kernel/ids.ts';
import type { Channel } from '../../kernel/permission/actor.ts';
import type { Store } from '../../platform/database/database.ts';
import { kysely } from '../../platform/database/kysely.ts';
import { literal, orNull } from '../../platform/database/sql-values.ts';
import type { Tables } from '../../platform/database/tables.ts';

/** An event of the audit log as it was recorded: who did what to which entry or person, when and by which door. */
export type RecordedEvent = {
  id: number;
  at: string;
  actor: { id: number; name: string; email: string } | null;
  channel: Channel;
  type: string;
  entry: { id: number; title: string } | null;
  proposal: number | null;
  reason: string | null;
  /** The person that it was done to. */
  subject: { id: number; name: string } | null;
  detail: Record<string, unknown>;
};

/**
 * What facts are looked for by: all of what is given holds. `person` did it or had it done to them; `q` is words of the
 * reason and the details.
 */
export type AuditFilter = {
  person?: number | undefined;
  type?: string | undefined;
  entry?: number | undefined;
  channel?: Channel | undefined;
  from?: Day | undefined;
  to?: Day | undefined;
  q?: string | undefined;
};

const USUAL_PAGE = 50;
const EXPORT_BATCH = 1_000;

/** A page of audit events, newest first, and the cursor of the next page. */
export async function searchAudit(
  store: Store,
  { limit = USUAL_PAGE, cursor, ...filter }: AuditFilter & { limit?: number | undefined; cursor?: number | undefined },
): Promise<{ items: RecordedEvent[]; next: string | null }> {
  const items = await factsBefore(store, filter, cursor, limit + 1);
  const more = items.length > limit;
  const page = items.slice(0, limit);
  return { items: page, next: more ? String(page.at(-1)?.id) : null };
}

/**
 * Every fact that a search finds, newest first, in batches that are read as they are asked for: the log is never in
 * memory as a whole.
 */
export async function* everyAuditEvent(store: Store, filter: AuditFilter): AsyncGenerator<RecordedEvent[]> {
  for (let cursor: number | undefined; ; ) {
    const facts = await factsBefore(store, filter, cursor, EXPORT_BATCH);
    if (facts.length) yield facts;
    if (facts.length < EXPORT_BATCH) return;
    cursor = facts.at(-1)?.id;
  }
}

/**
 * The event types that the log has, for a choice of them: read by skipping along the index, not by counting the log.
 */
export async function auditEventTypes(store: Store): Promise<string[]> {
  const rows = await kysely(store.prisma)
    .withRecursive('seen', (db) =>
      db
        .selectFrom(db.selectFrom('audit_event').select('type').orderBy('type').limit(1).as('first'))
        .select('first.type')
        .$castTo<{ type: string | null }>()
        .unionAll(
          db
            .selectFrom('seen as s')
            .select((eb) =>
              eb
                .selectFrom('audit_event as f')
                .select('f.type')
                .whereRef('f.type', '>', 's.type')
                .orderBy('f.type')
                .limit(1)
                .as('type'),
            )
            .where('s.type', 'is not', null),
        ),
    )
    .selectFrom('seen')
    .select('seen.type')
    .where('seen.type', 'is not', null)
    .$narrowType<{ type: NotNull }>()
    .execute();
  return rows.map(({ type }) => type);
}

async function factsBefore(
  store: Store,
  filter: AuditFilter,
  cursor: number | undefined,
  limit: number,
): Promise<RecordedEvent[]> {
  const db = kysely(store.prisma);
  const facts = db
    .selectFrom('audit_event')
    .selectAll()
    .where((eb) => eb.and(conditions(filter, cursor)))
    .orderBy('id', 'desc')
    .limit(limit);
  const rows = await db
    .selectFrom(facts.as('f'))
    .leftJoin('person as a', 'a.id', 'f.actor_id')
    .leftJoin('entry as e', 'e.id', 'f.entry_id')
    .leftJoin('person as s', (on) => on.on((eb) => eb('s.id', '=', personIn(eb.ref('f.detail')))))
    .select((eb) => [
      'f.id',
      'f.at',
      'f.channel',
      'f.type',
      'f.proposal_id as proposal',
      'f.reason',
      eb.ref('f.detail').$castTo<RecordedEvent['detail']>().as('detail'),
      orNull(
        eb.ref('a.id'),
        jsonBuildObject({
          id: eb.ref('a.id').$notNull(),
          name: eb.ref('a.name').$notNull(),
          email: eb.ref('a.email').$notNull(),
        }),
      ).as('actor'),
      orNull(
        eb.ref('e.id'),
        jsonBuildObject({ id: eb.ref('e.id').$notNull(), title: eb.ref('e.title').$notNull() }),
      ).as('entry'),
      orNull(eb.ref('s.id'), jsonBuildObject({ id: eb.ref('s.id').$notNull(), name: eb.ref('s.name').$notNull() })).as(
        'subject',
      ),
    ])
    .orderBy('f.id', 'desc')
    .execute();
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
}

/** The person that the details of a fact name. */
function personIn(detail: Expression<unknown>): RawBuilder<PersonId> {
  return sql<PersonId>`CASE WHEN ${detail} ->> 'person' ~ '^[0-9]{1,9}$' THEN (${detail} ->> 'person')::int END`;
}

const at = expressionBuilder<Tables, 'audit_event'>();

function conditions(
  { person, type, entry, channel, from, to, q }: AuditFilter,
  cursor: number | undefined,
): Expression<SqlBool>[] {
  const asked: Expression<SqlBool>[] = [];
  const detail = at.ref('detail');
  if (cursor !== undefined) asked.push(at('id', '<', cursor));
  if (person !== undefined)
    asked.push(
      at.or([
        at('actor_id', '=', toId<PersonId>(person)),
        sql<boolean>`(${detail} ? 'person' AND ${detail} ->> 'person' = ${String(person)})`,
      ]),
    );
  if (type) asked.push(at('type', '=', type));
  if (entry !== undefined) asked.push(at('entry_id', '=', toId<EntryId>(entry)));
  if (channel) asked.push(at('channel', '=', channel));
  if (from) asked.push(at('at', '>=', sql<Date>`${from}::date`));
  if (to) asked.push(at('at', '<', sql<Date>`${to}::date + 1`));
  const words = q?.trim() ? wordsOf(q) : undefined;
  if (words) asked.push(at('channel', '<>', literal('import')), sql<boolean>`${WORDS} @@ ${words}`);
  return asked;
}

/** What parts words beside blanks: an address is found by each of its parts. */
const PARTS = '@./:_-"';
const BLANKS = ' '.repeat(PARTS.length);

/** Exactly what audit_event_words_idx holds. What imports did is found by their channel, not by words. */
const WORDS = sql`to_tsvector('simple'::regconfig, translate(fold(coalesce(${at.ref('reason')}, '') || ' ' ||
  ${at.ref('detail')}::text),
  ${sql.lit(PARTS)}, ${sql.lit(BLANKS)}))`;

/** Every word as the beginning of one, without case and accents. */
function wordsOf(q: string): RawBuilder<string> {
  const words = [...q]
    .map((letter) => (PARTS.includes(letter) ? ' ' : letter))
    .join('')
    .trim()
    .split(/\s+/);
  const quoted = words.map((word) => `' ${word.replaceAll(/[\\']/g, ' ')}':*`).join(' & ');
  return sql<string>`to_tsquery('simple', fold(${quoted}))`;
}
