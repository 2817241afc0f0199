import { jsonArrayFrom } from 'kysely/helpers/postgres';
import type { Day } from '../../../kernel/day.ts';
import { type ContextId, type EntryId, type PersonId, type RevisionId, toId } from '../../../kernel/ids.ts';
import type { NamedPerson } from '../../../kernel/named-person.ts';
import { inputOf } from '../../../kernel/revision/revise.ts';
import type { KeptTexts, RevisionText } from '../../../kernel/revision/text.ts';
import type { Store } from '../../../platform/database/database.ts';
import { kysely } from '../../../platform/database/kysely.ts';
import { type RevisionRow, textFromRow } from '../../../platform/database/rows.ts';
import { anyOf, asDay } from '../../../platform/database/sql-values.ts';
import { inTodaysWords, type MeaningOf } from '../../contexts/rules/meaning.ts';
import { readMeanings } from '../../contexts/store/meanings.ts';
import { freePath } from '../../published/page-place.ts';
import { live } from '../../published/published.ts';
import type { EntryFields } from '../contract/entry.ts';
import { type ProposalColumns, readEntryRow, type WithdrawnColumns } from './entry-rows.ts';

/**
 * One text of an entry, with who wrote it and when (ISO). `kept` and `items` hold what an import said beyond
 * the fields, so that a preview can show the exact page.
 */
export type TextView = {
  revision: RevisionId;
  hash: string;
  author: NamedPerson;
  at: string;
  fields: EntryFields;
  kept: KeptTexts;
  items: Pick<RevisionText, 'sources' | 'related'>;
};

/** An entry where another one's screen names it. */
type NamedEntry = { id: EntryId; title: string; path: string | null; day: Day };

/** Why a page should be withdrawn, and the entry whose page its readers are sent to. */
type WithdrawalView = { reason: string; redirect: NamedEntry | null };

/** `withdrawal` where the proposal asks that the page be taken away; its text is the published one then. */
type ProposalView = Pick<ProposalColumns, 'id' | 'state' | 'version' | 'base' | 'submittedAt' | 'reason'> & {
  openedBy: NamedPerson;
  authors: NamedPerson[];
  withdrawal: WithdrawalView | null;
  /** The approval that waits for its time (ISO), and whose it is. */
  schedule: { at: string; by: NamedPerson } | null;
} & TextView;

/** A page that was taken away: what readers saw last, who asked for that, who approved it and when (ISO). */
type WithdrawnView = TextView & {
  withdrawal: WithdrawalView & { askedBy: NamedPerson; approvedBy: NamedPerson; at: string };
};

/**
 * Everything that a screen shows of an entry: its published text or the one that was withdrawn, its open proposal, and
 * the names of what they refer to.
 */
export type EntryView = {
  entry: EntryId;
  day: Day;
  title: string;
  path: string | null;
  /** The path that it gets with its first publication, as things are now; null once it has one. */
  proposedPath: string | null;
  published: TextView | null;
  withdrawn: WithdrawnView | null;
  proposal: ProposalView | null;
  names: { contexts: { id: ContextId; name: string }[]; entries: NamedEntry[] };
};

/** Reads an entry as a screen shows it, by keys and small indexes; undefined where there is none. */
export async function readEntryView(store: Store, id: EntryId): Promise<EntryView | undefined> {
  const row = await readEntryRow(store, id);
  if (!row) return undefined;
  const { people, entry, day, title, path, redirect, withdrawnAt } = row;
  const stored = [row.published, row.withdrawn, row.proposed];
  const { meanings } = await readMeanings(
    live(store.pool),
    stored.flatMap((text) => text?.contexts ?? []),
  );
  const [published, withdrawn, proposed] = stored.map((text) => text && textView(text, people, meanings));
  const names = await namesIn(
    store,
    [published, withdrawn, proposed],
    [row.withdrawal && redirect, row.proposal?.withdraws ? row.proposal.redirect : null],
  );
  return {
    entry,
    day,
    title,
    path,
    proposedPath:
      path === null && row.proposed
        ? await freePath(store.prisma, { entry, path: undefined }, textFromRow(row.proposed))
        : null,
    published: published ?? null,
    withdrawn:
      withdrawn && row.withdrawal && withdrawnAt
        ? { ...withdrawn, withdrawal: withdrawnView({ ...row.withdrawal, at: withdrawnAt, redirect }, people, names) }
        : null,
    proposal: row.proposal && proposed ? proposalView(row.proposal, proposed, people, names) : null,
    names,
  };
}

/** The revision that an editor's form is filled from: the proposal's, else the one that readers see or saw last. */
export function currentRevision(view: EntryView): RevisionId | undefined {
  return (view.proposal ?? view.published ?? view.withdrawn)?.revision;
}

function textView(row: RevisionRow, people: readonly NamedPerson[], meanings: MeaningOf): TextView {
  const text = inTodaysWords(textFromRow(row), meanings);
  const author = named(row.author_id, people);
  return {
    revision: row.id,
    hash: row.hash,
    author,
    at: instant(row.created_at),
    fields: inputOf(text),
    kept: text.kept,
    items: { sources: text.sources, related: text.related },
  };
}

function proposalView(
  row: ProposalColumns,
  text: TextView,
  people: readonly NamedPerson[],
  names: EntryView['names'],
): ProposalView {
  const { id, state, version, base, reason, withdraws, withdrawalReason, publishAt, scheduledBy } = row;
  return {
    id,
    state,
    version,
    base,
    submittedAt: row.submittedAt && instant(row.submittedAt),
    reason,
    openedBy: named(row.openedBy, people),
    authors: row.authors.map((author) => named(author, people)),
    withdrawal:
      withdraws && withdrawalReason !== null
        ? { reason: withdrawalReason, redirect: entryNamed(row.redirect, names) }
        : null,
    schedule: publishAt && scheduledBy ? { at: instant(publishAt), by: named(scheduledBy, people) } : null,
    ...text,
  };
}

type WithdrawnRow = WithdrawnColumns & { at: Date; redirect: EntryId | null };

function withdrawnView(
  { reason, redirect, askedBy, approvedBy, at: when }: WithdrawnRow,
  people: readonly NamedPerson[],
  names: EntryView['names'],
): WithdrawnView['withdrawal'] {
  return {
    reason,
    redirect: entryNamed(redirect, names),
    askedBy: named(askedBy, people),
    approvedBy: named(approvedBy, people),
    at: when.toISOString(),
  };
}

function entryNamed(id: EntryId | null, names: EntryView['names']): NamedEntry | null {
  return names.entries.find((entry) => entry.id === id) ?? null;
}

async function namesIn(
  store: Store,
  texts: readonly (TextView | null | undefined)[],
  others: readonly (EntryId | null | undefined)[],
): Promise<EntryView['names']> {
  const fields = texts.flatMap((text) => (text ? [text.fields] : []));
  const contexts = fields.flatMap((text) => text.contexts.map(toId<ContextId>));
  const related = fields.flatMap((text) =>
    text.related.flatMap((item) => ('entry' in item ? [toId<EntryId>(item.entry)] : [])),
  );
  const entries = [...related, ...others.flatMap((entry) => entry ?? [])];
  if (!contexts.length && !entries.length) return { contexts: [], entries: [] };
  const db = kysely(store.prisma);
  const named = db
    .selectFrom('entry')
    .select((eb) => ['id', 'title', 'path', asDay(eb.ref('day')).as('day')])
    .where('id', '=', anyOf(entries))
    .orderBy('id');
  return db
    .selectNoFrom([
      jsonArrayFrom(db.selectFrom('context').select(['id', 'name']).where('id', '=', anyOf(contexts)).orderBy('id')).as(
        'contexts',
      ),
      jsonArrayFrom(named).as('entries'),
    ])
    .executeTakeFirstOrThrow();
}

function named(id: PersonId, people: readonly NamedPerson[]): NamedPerson {
  return people.find((person) => person.id === id) ?? { id, name: `Person ${id}` };
}

function instant(stored: string): string {
  return new Date(stored).toISOString();
}
