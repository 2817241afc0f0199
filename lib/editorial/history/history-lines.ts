import { type ExpressionBuilder, sql } from 'kysely';
import { type ReadEvent, readEvent } from '../../audit/events.ts';
import { isOneOf, numberIn } from '../../audit/store/audit-expressions.ts';
import { type EntryId, type ProposalId, type RevisionId, toId } from '../../kernel/ids.ts';
import type { Channel } from '../../kernel/permission/actor.ts';
import type { Store } from '../../platform/database/database.ts';
import { kysely } from '../../platform/database/kysely.ts';
import { listOf, literal } from '../../platform/database/sql-values.ts';
import type { Tables } from '../../platform/database/tables.ts';

/** What an import did. It has no audit event entry by entry: its texts and publications speak for it. */
export type ImportType = 'import' | 'approve-import';

/** One thing that happened to an entry: an audit event, or what an import did. */
export type HistoryLine = RawLine & ({ type: string; event: ReadEvent } | { type: ImportType; event: null });

/** `revision` is the text that it is about, `before` the earlier one before that. */
type RawLine = {
  key: string;
  at: Date;
  channel: Channel;
  actor: number | null;
  name: string | null;
  proposal: ProposalId | null;
  revision: RevisionId | null;
  before: RevisionId | null;
  reason: string | null;
  comment: string | null;
  /** Of an assignment: whom the proposal was given to. */
  to: string | null;
  /** Who else held what the actor came in with: whoever made the token, or set the password. */
  hands: string[];
};

/** Lines of one page, before successive saves are folded. */
export const PAGE = 100;

/** The lists that a history is put together from, each in the order of its own ids. */
export type Stream = 'fact' | 'revision' | 'publication';
export type LineRow = HistoryLine & { id: number; stream: Stream };

/** What the audit log holds of an entry before an event, newest first: a page and one more. */
export async function readAuditEvents(store: Store, entry: EntryId, before: number): Promise<LineRow[]> {
  const db = kysely(store.prisma);
  const page = db
    .selectFrom('audit_event')
    .selectAll()
    .where('entry_id', '=', entry)
    .where('id', '<', before)
    .orderBy('id', 'desc')
    .limit(PAGE + 1);
  const rows = await db
    .selectFrom(page.as('f'))
    .leftJoin('person as a', 'a.id', 'f.actor_id')
    .leftJoin('comment as c', (on) =>
      on
        .on((eb) => isOneOf(eb.ref('f.type'), 'comment'))
        .on((eb) => eb('c.id', '=', numberIn(eb.ref('f.detail'), 'comment', 'comment'))),
    )
    .leftJoin('person as t', (on) =>
      on
        .on((eb) => isOneOf(eb.ref('f.type'), 'assign'))
        .on((eb) => eb('t.id', '=', numberIn(eb.ref('f.detail'), 'assign', 'to'))),
    )
    .select((eb) => [
      'f.id',
      'f.type',
      'f.at',
      'f.channel',
      'f.actor_id as actor',
      'a.name',
      'f.proposal_id as proposal',
      'f.reason',
      'f.detail',
      revisionIn(eb).as('revision'),
      handsIn(eb).as('hands'),
      'c.text as comment',
      't.name as to',
      eb
        .case()
        .when(eb.not(isOneOf(eb.ref('f.type'), 'approve', 'withdraw')))
        .then(textBefore(eb))
        .end()
        .as('same'),
      publishedBefore(eb).as('earlier'),
    ])
    .orderBy('f.id', 'desc')
    .execute();
  return rows.map(({ detail, same, earlier, ...row }) => ({
    ...row,
    stream: 'fact',
    key: `f${row.id}`,
    event: readEvent(row.type, detail),
    before: row.revision === null ? null : (same ?? earlier),
  }));
}

type AuditEventColumns = ExpressionBuilder<Tables & { f: Tables['audit_event'] }, 'f'>;

/** The text that an entry is about: whichever entries have one call it so. */
function revisionIn(eb: AuditEventColumns) {
  return numberIn(eb.ref('f.detail'), 'save', 'revision');
}

/** Who else held what the actor came in with. */
function handsIn(eb: AuditEventColumns) {
  const detail = eb.ref('f.detail');
  return listOf(
    eb
      .selectFrom('person as h')
      .select('h.name')
      .where(sql<boolean>`${detail} ? 'hands'`)
      .where((of) => sql<boolean>`${detail} -> 'hands' @> to_jsonb(${of.ref('h.id')})`)
      .orderBy('h.id'),
  );
}

/** The text of the same proposal that was before. */
function textBefore(eb: AuditEventColumns) {
  const mine = numberIn(eb.ref('f.detail'), 'merge', 'mine');
  return eb
    .selectFrom('revision as x')
    .select((of) => of.fn.max('x.id').as('id'))
    .whereRef('x.proposal_id', '=', 'f.proposal_id')
    .where('x.id', '<', sql<RevisionId>`least(${revisionIn(eb)}, ${mine})`)
    .$asScalar();
}

/** The text that readers saw before. */
function publishedBefore(eb: AuditEventColumns) {
  return eb
    .selectFrom('publication as u')
    .select('u.revision_id')
    .whereRef('u.entry_id', '=', 'f.entry_id')
    .whereRef('u.at', '<', 'f.at')
    .orderBy('u.id', 'desc')
    .limit(1);
}

/** What an import did, beside what a row says about it. */
const BY_IMPORT = { channel: 'import', reason: null, comment: null, to: null, event: null } as const;

/** The same of texts that an import brought. */
export async function readImports(store: Store, entry: EntryId, before: number): Promise<LineRow[]> {
  const db = kysely(store.prisma);
  const page = db
    .selectFrom('revision')
    .selectAll()
    .where('entry_id', '=', entry)
    .where('id', '<', toId<RevisionId>(before))
    .where('channel', '=', literal('import'))
    .orderBy('id', 'desc')
    .limit(PAGE + 1);
  const rows = await db
    .selectFrom(page.as('r'))
    .innerJoin('person as a', 'a.id', 'r.author_id')
    .select((eb) => [
      'r.id',
      'r.created_at as at',
      'r.author_id as actor',
      'a.name',
      'r.proposal_id as proposal',
      eb
        .selectFrom('revision as x')
        .select((of) => of.fn.max('x.id').as('id'))
        .whereRef('x.entry_id', '=', 'r.entry_id')
        .whereRef('x.id', '<', 'r.id')
        .as('before'),
    ])
    .orderBy('r.id', 'desc')
    .execute();
  return rows.map((row) => ({
    ...row,
    ...BY_IMPORT,
    hands: [],
    stream: 'revision',
    key: `r${row.id}`,
    type: 'import',
    revision: row.id,
  }));
}

/** The same of its approvals of texts that came in earlier, as drafts. */
export async function readImportApprovals(store: Store, entry: EntryId, before: number): Promise<LineRow[]> {
  const rows = await kysely(store.prisma)
    .selectFrom('publication as u')
    .innerJoin('revision as r', 'r.id', 'u.revision_id')
    .innerJoin('person as a', 'a.id', 'u.approved_by')
    .select([
      'u.id',
      'u.at',
      'u.approved_by as actor',
      'a.name',
      'u.proposal_id as proposal',
      'u.revision_id as revision',
    ])
    .where('u.entry_id', '=', entry)
    .where('u.id', '<', before)
    .where('u.channel', '=', literal('import'))
    .whereRef('r.created_at', '<>', 'u.at')
    .orderBy('u.id', 'desc')
    .limit(PAGE + 1)
    .execute();
  return rows.map((row) => ({
    ...row,
    ...BY_IMPORT,
    hands: [],
    stream: 'publication',
    key: `p${row.id}`,
    type: 'approve-import',
    before: null,
  }));
}
