import type { ColumnType, Selectable } from 'kysely';
import type { NamedContext } from '../../discovery/suggestions/rules/context-evidence.ts';
import type { SuggestionKind } from '../../discovery/suggestions/rules/dismissal.ts';
import type { ContextChangeState } from '../../editorial/contexts/rules/change-state.ts';
import type { Day } from '../../kernel/day.ts';
import type { ContextId, EntryId, PersonId, ProposalId, RevisionId } from '../../kernel/ids.ts';
import type { Topic } from '../../kernel/newsroom/audit-topics.ts';
import type { DayEntry, KeptDay } from '../../kernel/newsroom/day-order.ts';
import type { ContextKind } from '../../kernel/newsroom/kinds.ts';
import type { MailNotices } from '../../kernel/newsroom/mail-times.ts';
import type { Lendable } from '../../kernel/newsroom/merging.ts';
import type { NearReason } from '../../kernel/newsroom/nearness.ts';
import type { NoticeKind } from '../../kernel/newsroom/recipients.ts';
import type { CommentField } from '../../kernel/newsroom/thread.ts';
import type { Scope } from '../../kernel/permission/role.ts';
import type { KeptTexts, Related, Source } from '../../kernel/revision/text.ts';
import type { TargetSettings } from '../../runs/contract/exports.ts';
import type { Level, Outcome, RunOptions, TargetHolds } from '../../runs/store/run-types.ts';
import type { DB } from './generated/kysely.ts';

declare const date: unique symbol;
declare const words: unique symbol;

/**
 * What a `date` column holds. It is written by `storedDay` and read by `asDay` (sql-values.ts), as text: what drivers
 * make of a date is an instant of some time zone.
 */
export type StoredDay = { readonly [date]: 'day' };

/** What a column holds beyond its type in SQL, wherever a column has this name. */
type IdColumns = {
  day: StoredDay;
  entry_id: EntryId;
  revision_id: RevisionId;
  proposal_id: ProposalId;
  context_id: ContextId;
  person_id: PersonId;
  author_id: PersonId;
  actor_id: PersonId;
  opened_by: PersonId;
  decided_by: PersonId;
  resolved_by: PersonId;
  approved_by: PersonId;
  asked_by: PersonId;
  created_by: PersonId;
  invited_by: PersonId;
  assigned_to: PersonId;
  scheduled_by: PersonId;
  hands: PersonId;
  mentions: PersonId;
  redirect_to: EntryId;
};

/** The same, of single columns. JSON is what was written, because only the types here can write it. */
type TableColumns = CheckedColumns<{
  person: { id: PersonId; password_hands: PersonId; mail_notices: MailNotices };
  token: { scopes: Scope };
  webhook: { topics: Topic };
  webhook_delivery: { topic: Topic };
  archive_run: { options: RunOptions };
  bulk_item: { outcome: Outcome };
  run_line: { level: Level };
  export_target: { settings: TargetSettings; held: TargetHolds | null };
  entry: { id: EntryId; published_revision_id: RevisionId };
  revision: { id: RevisionId; sources: Source[]; contexts: ContextId; related: Related[]; kept: KeptTexts };
  proposal: {
    id: ProposalId;
    base_revision_id: RevisionId;
    opened_hands: PersonId;
    scheduled_hands: PersonId;
    sized_revision_id: RevisionId;
    sized_base_id: RevisionId;
    merged_entry_id: EntryId;
    merged_revision_id: RevisionId;
    joined_into: ProposalId;
  };
  context_use: { first_day: StoredDay; last_day: StoredDay };
  context_near: { low_id: ContextId; high_id: ContextId; reason: NearReason };
  context: { id: ContextId; kind: ContextKind; lent: Lendable; merged_into: ContextId; joined_to: ContextId };
  context_naming: { merged_into: ContextId };
  context_change: { state: ContextChangeState };
  comment_thread: { field: CommentField };
  notification: { kind: NoticeKind };
  day_order: { entries: DayEntry[]; kept: KeptDay };
  import_issue: { entries: EntryId };
  ready_page: { missing: readonly string[] };
  dismissed_context_pair: { low_id: ContextId; high_id: ContextId };
  entry_context: { raw_id: ContextId };
  dismissed_suggestion: { kind: SuggestionKind };
  spoken_name: { form: NamedContext['form'] };
  word_gram: { contexts: ContextId };
  source_learning: { frontier: RevisionId; confirmed: RevisionId; window_to: RevisionId };
}>;

/** A column that is gone from prisma/schema.prisma turns its line above red. */
type CheckedColumns<
  T extends {
    [Table in keyof T]: Table extends keyof DB
      ? { [C in keyof T[Table]]: C extends keyof DB[Table] ? unknown : never }
      : never;
  },
> = T;

/** Relations that Prisma's schema cannot say. */
type Views = {
  context_meaning: Meaning;
  /** What was published at a position of the log, while one transaction reads it: see as-of.ts. */
  as_of_entry: { id: EntryId; day: StoredDay; slug: string; path: string; revision_id: RevisionId };
  as_of_day: { day: StoredDay; order_id: DB['day']['order_id'] };
  as_of_prose: Pick<DB['prose_version'], 'path' | 'text'>;
  as_of_meaning: Meaning;
  /** Withdrawn pages that send their readers on. */
  as_of_redirect: { id: EntryId; target: EntryId };
  as_of_context: { entry_id: EntryId; context_id: ContextId };
  /** What a batch of entries is searched by, while it is learned: see search-documents.ts. */
  search_text: Searched & { title: string; summary: string; publishers: string[] };
  search_new: Searched & { publishers: DB['search_document']['publishers']; document: SearchedWords };
  /** Which ids were given out last. */
  publication_id_seq: Sequence;
  day_order_id_seq: Sequence;
  prose_version_id_seq: Sequence;
  /** Who is connected to PostgreSQL: a part of its catalog. */
  pg_stat_activity: {
    datname: string | null;
    pid: number;
    xact_start: Date | null;
    application_name: string;
    backend_type: string;
  };
  /** What an import read, while its transaction lasts: see import-staging.ts. */
  import_page: { ord: number } & Staged;
  import_entry: Staged & { entry: EntryId; known: boolean; at: string };
  'pgboss.version': { cron_on: Date | null };
  'pgboss.job': {
    state: 'created' | 'retry' | 'active' | 'completed' | 'cancelled' | 'failed';
    start_after: Date;
    completed_on: Date | null;
  };
};

/** Words that PostgreSQL searches. */
export type SearchedWords = { readonly [words]: 'tsvector' };

/** Columns of types that Prisma does not know. */
type Unsupported = {
  entry: { search: ColumnType<SearchedWords, never, never> };
  search_document: { document: SearchedWords };
};
type Sequence = { last_value: string };

type Searched = { entry_id: EntryId; day: StoredDay; edition: string; contexts: ContextId[]; shown: boolean };

type Staged = { path: string; title2017: string; title2018: string; listings: string };

/** What a context means since some were merged, and how that is called. */
type Meaning = { id: ContextId; means: ContextId; name: DB['context']['name']; spelled: boolean };

type AllTables = {
  [Table in keyof DB]: Columns<DB[Table], Table extends keyof TableColumns ? TableColumns[Table] : unknown> &
    (Table extends keyof Unsupported ? Unsupported[Table] : unknown);
} & Views;

/** The tables of the archive, as typed statements see them: an interface, which the compiler works out once. */
export interface Tables extends AllTables {}

type Columns<Table, Own> = {
  [C in keyof Table]: C extends keyof Own
    ? TypedColumn<Table[C], Own[C]>
    : C extends keyof IdColumns
      ? TypedColumn<Table[C], IdColumns[C]>
      : Table[C];
};

type TypedColumn<Column, T> =
  Column extends ColumnType<infer Read, infer Insert, infer Update>
    ? ColumnType<
        TypedValue<Read, T>,
        unknown extends Insert ? T | undefined : TypedValue<Insert, T>,
        TypedValue<Update, T>
      >
    : TypedValue<Column, T>;

/** T in place of what a column holds; the elements, where it holds a list; nothing where it may hold nothing. */
type TypedValue<Held, T> = unknown extends Held
  ? T
  : Held extends null | undefined
    ? Held
    : Held extends readonly unknown[]
      ? T[]
      : T;

/** A row as `to_jsonb` gives it. */
export type RowJson<Table extends keyof Tables> = {
  [C in keyof Selectable<Tables[Table]>]: JsonValueOf<Selectable<Tables[Table]>[C]>;
};

type JsonValueOf<T> = T extends Date ? string : T extends StoredDay ? Day : T;
