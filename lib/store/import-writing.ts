import type pg from 'pg';
import { inTodaysWords } from '../domain/context/meaning.ts';
import type { Day } from '../domain/day.ts';
import type { DayOrder } from '../domain/day-order.ts';
import type { ContextId, EventId, PersonId } from '../domain/ids.ts';
import type { RevisionText } from '../domain/revision/text.ts';
import { contentHash } from './content-hash.ts';
import { copyRows } from './copy.ts';
import { OPEN_LIST } from './open-proposals.ts';
import { live, readMeanings } from './published.ts';
import { dayOrderFromRow, type RevisionRow, textFromRow, textToColumns } from './rows.ts';

/** An event of an import, ready to be written. */
export type ImportedEvent = { event: EventId; path: string; slug: string; title: string; text: RevisionText; hash: string; importedHash: string };

/** Who imports, and whether what is imported is published at once. */
export type ImportAs = { person: PersonId; publish: boolean; at: string };

/** How an event that the archive has already stands. */
export type KnownEvent = {
  event: EventId;
  path: string;
  importedHash: string | null;
  publishedRevision: number | null;
  publishedHash: string | null;
  withdrawn: boolean;
  proposal: { id: number; revision: number; hash: string; untouched: boolean; opener: string } | null;
};

/** How these events stand. */
export async function knownEvents(client: pg.ClientBase, events: readonly EventId[]): Promise<Map<EventId, KnownEvent>> {
  const { rows } = await client.query<KnownEvent & { altered: RevisionRow | null }>({
    name: 'known-events',
    text: `SELECT e.id AS event, e.path, e.imported_hash AS "importedHash", e.published_revision_id AS "publishedRevision", b.hash AS "publishedHash", e.withdrawn_at IS NOT NULL AS withdrawn,
        CASE WHEN b.contexts && ARRAY(SELECT id FROM context WHERE merged_into IS NOT NULL OR first_name IS NOT NULL) THEN to_jsonb(b) END AS altered,
        CASE WHEN p.id IS NOT NULL THEN jsonb_build_object('id', p.id, 'revision', c.id, 'hash', c.hash, 'untouched', c.channel = 'import' AND p.state = 'draft', 'opener', o.name) END AS proposal
      FROM event e
      LEFT JOIN revision b ON b.id = e.published_revision_id
      LEFT JOIN proposal p ON p.event_id = e.id AND p.state IN ${OPEN_LIST}
      LEFT JOIN revision c ON c.id = p.revision_id
      LEFT JOIN person o ON o.id = p.opened_by
     WHERE e.id = ANY($1::int[])`,
    values: [events],
  });
  const { meanings } = await readMeanings(
    live(client),
    rows.flatMap(({ altered }) => (altered?.contexts ?? []) as ContextId[]),
  );
  // An import brings texts in the words of today, so that is what they are compared with.
  const hashOf = (row: RevisionRow) => contentHash(inTodaysWords(textFromRow(row), meanings));
  return new Map(rows.map(({ altered, ...row }) => [row.event, altered ? { ...row, publishedHash: hashOf(altered) } : row]));
}

/** Writes new events, each with its text and either its publication or its draft. */
export async function writeNewEvents(client: pg.ClientBase, as: ImportAs, events: readonly ImportedEvent[]): Promise<void> {
  const revisions = await nextIds(client, 'revision', events.length);
  const proposals = as.publish ? [] : await nextIds(client, 'proposal', events.length);
  await copyRows(
    client,
    'event',
    ['id', 'day', 'title', 'slug', 'path', 'published_revision_id', 'published_at', 'imported_hash'],
    events.map((e, i) => [e.event, e.text.day, e.title, e.slug, e.path, as.publish ? at(revisions, i) : null, as.publish ? as.at : null, e.importedHash]),
  );
  await copyRows(
    client,
    'proposal',
    ['id', 'event_id', 'state', 'revision_id', 'opened_by'],
    proposals.map((id, i) => [id, eventAt(events, i).event, 'draft', at(revisions, i), as.person]),
  );
  await copyRevisions(client, as, events, revisions, proposals);
  if (as.publish) await copyPublications(client, as, events, revisions);
}

/** Publishes new texts of events that are in the archive. */
export async function publishTexts(client: pg.ClientBase, as: ImportAs, events: readonly ImportedEvent[]): Promise<void> {
  const revisions = await nextIds(client, 'revision', events.length);
  await copyRevisions(client, as, events, revisions, []);
  await pointAt(client, as, events, revisions);
  await copyPublications(client, as, events, revisions);
}

/** Publishes drafts of an earlier import that nobody touched since. */
export async function publishDrafts(client: pg.ClientBase, as: ImportAs, drafts: readonly { event: ImportedEvent; known: KnownEvent }[]): Promise<void> {
  const revisions = drafts.map((draft) => draft.known.proposal?.revision ?? 0);
  const events = drafts.map((draft) => ({ ...draft.event, hash: draft.known.proposal?.hash ?? draft.event.hash }));
  await client.query(`UPDATE proposal SET state = 'approved', decided_by = $2, decided_at = $3, updated_at = $3, version = version + 1 WHERE id = ANY($1::int[])`, [
    drafts.map((draft) => draft.known.proposal?.id),
    as.person,
    as.at,
  ]);
  await pointAt(client, as, events, revisions);
  await copyPublications(
    client,
    as,
    events,
    revisions,
    drafts.map((draft) => draft.known.proposal?.id ?? null),
  );
}

/** Opens proposals with new texts on published events. */
export async function proposeTexts(client: pg.ClientBase, as: ImportAs, changes: readonly { event: ImportedEvent; known: KnownEvent }[]): Promise<void> {
  const revisions = await nextIds(client, 'revision', changes.length);
  const proposals = await nextIds(client, 'proposal', changes.length);
  await copyRows(
    client,
    'proposal',
    ['id', 'event_id', 'state', 'revision_id', 'base_revision_id', 'opened_by'],
    changes.map(({ event, known }, i) => [at(proposals, i), event.event, 'draft', at(revisions, i), known.publishedRevision, as.person]),
  );
  await copyRevisions(
    client,
    as,
    changes.map((change) => change.event),
    revisions,
    proposals,
  );
  await rememberImport(
    client,
    changes.map((change) => change.event),
  );
}

/** Notes what an import said of events that it did not have to change. */
export async function rememberImport(client: pg.ClientBase, events: readonly ImportedEvent[]): Promise<void> {
  await client.query('UPDATE event e SET imported_hash = n.hash FROM unnest($1::int[], $2::text[]) AS n (id, hash) WHERE e.id = n.id', [
    events.map((e) => e.event),
    events.map((e) => e.importedHash),
  ]);
}

export type KnownDay = { importedHash: string | null; order: DayOrder };

/** The orders of these days, locked; days without one are left out. */
export async function knownDays(client: pg.ClientBase, days: readonly Day[]): Promise<Map<Day, KnownDay>> {
  const { rows } = await client.query<{ day: string; importedHash: string | null } & DayOrder>({
    name: 'known-days',
    text: 'SELECT d.day::text AS day, d.imported_hash AS "importedHash", o.entries, o.kept FROM day d JOIN day_order o ON o.id = d.order_id WHERE d.day = ANY($1::date[])',
    values: [days],
  });
  return new Map(rows.map((row) => [row.day as Day, { importedHash: row.importedHash, order: dayOrderFromRow(row) }]));
}

/** Makes these the orders of their days. */
export async function writeDayOrders(client: pg.ClientBase, as: ImportAs, orders: readonly { day: Day; order: DayOrder; importedHash: string }[]): Promise<void> {
  if (!orders.length) return;
  const ids = await nextIds(client, 'day_order', orders.length);
  const days = orders.map((order) => order.day);
  await client.query('INSERT INTO day (day) SELECT unnest($1::date[]) ON CONFLICT (day) DO NOTHING', [days]);
  await copyRows(
    client,
    'day_order',
    ['id', 'day', 'entries', 'kept', 'author_id'],
    orders.map(({ day, order }, i) => [at(ids, i), day, JSON.stringify(order.entries), JSON.stringify(order.kept), as.person]),
  );
  await client.query(
    'UPDATE day d SET order_id = n.id, imported_hash = n.hash, version = d.version + 1 FROM unnest($1::date[], $2::int[], $3::text[]) AS n (day, id, hash) WHERE d.day = n.day',
    [days, ids, orders.map((order) => order.importedHash)],
  );
}

/** Takes in free prose. Returns how many pages were new or different. */
export async function writeProse(client: pg.ClientBase, as: ImportAs, pages: readonly { path: string; text: string }[]): Promise<number> {
  const { rowCount } = await client.query(
    `WITH news AS (SELECT n.path, n.text FROM unnest($1::text[], $2::text[]) AS n (path, text) LEFT JOIN prose_page p ON p.path = n.path
        WHERE p.path IS NULL OR p.text <> n.text OR (p.published_at IS NULL AND $3::timestamptz IS NOT NULL)),
      versions AS (INSERT INTO prose_version (path, text, at) SELECT path, text, $4::timestamptz FROM news RETURNING id, path)
    INSERT INTO prose_page (path, text, published_at, imported_at, version_id)
      SELECT n.path, n.text, $3::timestamptz, $4::timestamptz, v.id FROM news n JOIN versions v ON v.path = n.path
      ON CONFLICT (path) DO UPDATE SET text = excluded.text, published_at = coalesce(excluded.published_at, prose_page.published_at), imported_at = excluded.imported_at, version_id = excluded.version_id`,
    [pages.map((page) => page.path), pages.map((page) => page.text), as.publish ? as.at : null, as.at],
  );
  return rowCount ?? 0;
}

async function nextIds(client: pg.ClientBase, table: 'revision' | 'proposal' | 'day_order', count: number): Promise<number[]> {
  const { rows } = await client.query<{ id: number }>(`SELECT nextval('${table}_id_seq')::int AS id FROM generate_series(1, $1)`, [count]);
  return rows.map((row) => row.id);
}

async function copyRevisions(client: pg.ClientBase, as: ImportAs, events: readonly ImportedEvent[], revisions: readonly number[], proposals: readonly number[]): Promise<void> {
  await copyRows(
    client,
    'revision',
    ['id', 'event_id', 'proposal_id', 'day', 'topic', 'headline', 'summary', 'sources', 'contexts', 'related', 'kept', 'hash', 'author_id', 'channel'],
    events.map((e, i) => {
      const c = textToColumns(e.text);
      return [at(revisions, i), e.event, proposals[i] ?? null, c.day, c.topic, c.headline, c.summary, c.sources, c.contexts, c.related, c.kept, e.hash, as.person, 'import'];
    }),
  );
}

async function copyPublications(
  client: pg.ClientBase,
  as: ImportAs,
  events: readonly ImportedEvent[],
  revisions: readonly number[],
  proposals: readonly (number | null)[] = [],
): Promise<void> {
  await copyRows(
    client,
    'publication',
    ['event_id', 'revision_id', 'proposal_id', 'hash', 'path', 'approved_by', 'channel', 'at'],
    events.map((e, i) => [e.event, at(revisions, i), proposals[i] ?? null, e.hash, e.path, as.person, 'import', as.at]),
  );
}

async function pointAt(client: pg.ClientBase, as: ImportAs, events: readonly ImportedEvent[], revisions: readonly number[]): Promise<void> {
  await client.query(
    `UPDATE event e SET published_revision_id = n.revision, published_at = $5, title = n.title, imported_hash = n.hash
       FROM unnest($1::int[], $2::int[], $3::text[], $4::text[]) AS n (id, revision, title, hash) WHERE e.id = n.id`,
    [events.map((e) => e.event), revisions, events.map((e) => e.title), events.map((e) => e.importedHash), as.at],
  );
}

function at(ids: readonly number[], index: number): number {
  const id = ids[index];
  if (id === undefined) throw new Error('There are fewer ids than rows.');
  return id;
}

function eventAt(events: readonly ImportedEvent[], index: number): ImportedEvent {
  const event = events[index];
  if (!event) throw new Error('There are fewer events than ids.');
  return event;
}
