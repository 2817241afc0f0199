import { jsonObjectFrom } from 'kysely/helpers/postgres';
import type { Day } from '../../../kernel/day.ts';
import type { ContextId, EntryId, ProposalId, RevisionId } from '../../../kernel/ids.ts';
import type { NamedPerson } from '../../../kernel/named-person.ts';
import type { MergedRevision, OpenProposal } from '../../../kernel/newsroom/proposal.ts';
import { type Purpose, purposeOf } from '../../../kernel/newsroom/purpose.ts';
import { changesBetween, type FieldChange } from '../../../kernel/revision/changes.ts';
import type { RevisionText } from '../../../kernel/revision/text.ts';
import { eventPageOf, type Lookup, titleIn } from '../../../layout/compose.ts';
import { renderEventPage } from '../../../layout/event-page.ts';
import { slugIn } from '../../../layout/paths.ts';
import { titleOf } from '../../../layout/title.ts';
import { peopleNamed } from '../../../people/queries/people-names.ts';
import type { Store } from '../../../platform/database/database.ts';
import { kysely } from '../../../platform/database/kysely.ts';
import { textFromRow } from '../../../platform/database/rows.ts';
import { rowOf } from '../../../platform/database/sql-values.ts';
import { readThreads, type ThreadsView } from '../../comments/threads.ts';
import { inTodaysWords } from '../../contexts/rules/meaning.ts';
import { contextNames, readMeanings } from '../../contexts/store/meanings.ts';
import {
  type FormerWithdrawal,
  readFormerWithdrawal,
  readWithdrawalChange,
  type WithdrawalChange,
} from '../../entries/queries/withdrawal-change.ts';
import { isStillPublished } from '../../entries/rules/decide-merge.ts';
import { type EntrySnapshot, readSnapshot } from '../../entries/store/entry-snapshot.ts';
import { live, publishedTargets } from '../../published/published.ts';
import type { QueueFilter } from '../contract/review.ts';
import { type ChangeNames, readChangeNames, relatedIds } from './change-names.ts';
import { pathToBe } from './proposal-files.ts';
import type { QueueReader } from './queue-conditions.ts';
import { neighboursOf, type QueueNeighbours } from './review-queue.ts';

/** Everything that a reviewer needs to decide on an entry's open proposal. */
export type ProposalChange = {
  entry: EntryId;
  proposal: ProposalId;
  revision: RevisionId;
  title: string;
  day: Day;
  /** The address that the page gets, and the one that it has now where that is another. */
  path: string;
  pathBefore: string | null;
  purpose: Purpose;
  state: OpenProposal['state'];
  hash: string;
  submittedAt: string | null;
  reason: string | null;
  authors: NamedPerson[];
  assignedTo: NamedPerson | null;
  /** The approval waits for its time (ISO). */
  schedule: { at: string; by: NamedPerson; hash: string } | null;
  /** Why its author asks for it. */
  note: string | null;
  threads: ThreadsView;
  /** The addresses of its sources. */
  urls: string[];
  /** Whether whoever wrote part of it cannot approve it. */
  fourEyes: boolean;
  /** From what is published now, or was last, to the proposal. */
  changes: FieldChange[];
  /** Where another revision was published since the proposal began: what that one changed. */
  publishedSince: FieldChange[] | null;
  names: ChangeNames;
  /** The exact pages of edition 2017; `before` is null where there is no such page now, `after` where it goes. */
  pages: { before: string | null; after: string | null };
  /** What else a withdrawal does. */
  withdrawal: WithdrawalChange | null;
  /** Why the page went that the proposal brings back. */
  formerly: FormerWithdrawal | null;
  /** The entry that it takes in: its page goes, and its readers are sent here. */
  mergedEntry: MergedEntry | null;
} & QueueNeighbours;

/**
 * An entry that a proposal merges. `moved`: it is not as it was merged any more, so the proposal cannot be approved.
 */
type MergedEntry = { entry: EntryId; title: string; day: Day; path: string; moved: boolean };

/** Reads an entry's open proposal as a change of what is published; undefined where there is none. */
export async function readProposalChange(
  store: Store,
  reader: QueueReader,
  entry: EntryId,
  filter: QueueFilter = {},
): Promise<ProposalChange | undefined> {
  const snapshot = await readSnapshot(store, entry);
  const { proposal, proposed } = snapshot ?? {};
  if (!snapshot || !proposal || !proposed || proposal.state === 'approved' || proposal.state === 'discarded')
    return undefined;
  const isStale = proposal.base !== snapshot.published?.revision;
  const [asked, published, withdrawn, began] = await readTexts(store, snapshot, isStale ? proposal.base : undefined);
  if (!asked) return undefined;
  const texts = [asked, published, withdrawn, began].filter((text) => text !== undefined);
  const waiting = proposal.state === 'in_review' ? { kind: 'entry' as const, id: proposal.id } : undefined;
  const [names, lookup, authors, around, withdrawal, formerly, path, marks, threads, mergedEntry] = await Promise.all([
    readChangeNames(store, texts),
    readLookup(store, texts),
    peopleNamed(store, proposal.authors),
    neighboursOf(store, reader, filter, waiting),
    proposal.asks === 'withdraw' ? readWithdrawalChange(store, entry, snapshot.day, proposal.withdrawal) : null,
    snapshot.status.state === 'withdrawn' ? readFormerWithdrawal(store, entry) : null,
    proposal.asks === 'withdraw' ? (snapshot.path ?? '') : pathToBe(store, snapshot, proposed.text),
    readMarks(store, proposal.id),
    readThreads(store, entry),
    proposal.mergedEntry ? readMergedEntry(store, proposal.mergedEntry) : null,
  ]);
  const page = (text: RevisionText, at: string) => renderEventPage(eventPageOf(text, slugIn(at), '2017', lookup));
  return {
    entry,
    proposal: proposal.id,
    revision: proposal.revision,
    title: titleOf(proposed.text.topic, proposed.text.headline),
    day: proposed.text.day,
    path,
    pathBefore: snapshot.published && snapshot.path !== path ? (snapshot.path ?? null) : null,
    purpose: purposeOf(proposal.asks, snapshot.status.state),
    state: proposal.state,
    hash: proposal.hash,
    submittedAt: proposal.state === 'in_review' ? proposal.submittedAt.toISOString() : null,
    reason: proposal.state === 'changes_requested' ? proposal.reason : null,
    authors,
    ...marks,
    threads,
    urls: proposed.text.sources.map(({ url }) => url),
    fourEyes: reader.fourEyes,
    changes: changesBetween(published ?? withdrawn, asked),
    publishedSince: isStale ? sinceBase(began, published) : null,
    names,
    pages: {
      before: published ? page(published, snapshot.path ?? path) : null,
      after: withdrawal ? null : page(asked, path),
    },
    withdrawal,
    formerly,
    mergedEntry,
    ...around,
  };
}

/** What is proposed, is published, was published last and was when the proposal began, in today's words. */
async function readTexts(store: Store, snapshot: EntrySnapshot, base: RevisionId | undefined) {
  const began = base === undefined ? undefined : await readText(store, base);
  const stored = [snapshot.proposed?.text, snapshot.published?.text, snapshot.withdrawn?.text, began];
  const { meanings } = await readMeanings(
    live(store.pool),
    stored.flatMap((text) => text?.contexts ?? []),
  );
  return stored.map((text) => text && inTodaysWords(text, meanings));
}

async function readMergedEntry(store: Store, { entry, revision }: MergedRevision): Promise<MergedEntry | null> {
  const other = await readSnapshot(store, entry);
  return other
    ? { entry, title: other.title, day: other.day, path: other.path ?? '', moved: !isStillPublished(other, revision) }
    : null;
}

function sinceBase(base: RevisionText | undefined, published: RevisionText | undefined): FieldChange[] {
  return published ? changesBetween(base, published) : [];
}

type ChangeMarks = Pick<ProposalChange, 'assignedTo' | 'schedule' | 'note'>;

async function readMarks(store: Store, proposal: ProposalId): Promise<ChangeMarks> {
  const row = await kysely(store.prisma)
    .selectFrom('proposal as p')
    .select((eb) => {
      const person = eb.selectFrom('person as a').select(['a.id', 'a.name']);
      return [
        jsonObjectFrom(person.whereRef('a.id', '=', 'p.assigned_to')).as('assignedTo'),
        jsonObjectFrom(person.whereRef('a.id', '=', 'p.scheduled_by')).as('by'),
        'p.publish_at as at',
        'p.scheduled_hash as hash',
        'p.note',
      ];
    })
    .where('p.id', '=', proposal)
    .executeTakeFirst();
  const { assignedTo = null, by, at, hash, note = null } = row ?? {};
  return { assignedTo, schedule: by && at && hash ? { at: at.toISOString(), by, hash } : null, note };
}

async function readText(store: Store, revision: RevisionId): Promise<RevisionText | undefined> {
  const found = await kysely(store.prisma)
    .selectFrom('revision as r')
    .select((eb) => rowOf<'revision'>(eb.table('r')).as('row'))
    .where('r.id', '=', revision)
    .executeTakeFirst();
  return found && textFromRow(found.row);
}

async function readLookup(store: Store, texts: readonly RevisionText[]): Promise<Lookup> {
  const targets = await publishedTargets(live(store.pool), relatedIds(texts));
  const names = await contextNames(live(store.pool), [
    ...new Set([...texts, ...targets].flatMap((text) => text.contexts)),
  ]);
  const name = (id: ContextId) => names.get(id) ?? '';
  const known = new Map(targets.map((target) => [target.entry, target]));
  return {
    contextName: name,
    target(id) {
      const target = known.get(id);
      if (!target) return undefined;
      return {
        path: target.path,
        title2017: titleIn(target, '2017'),
        title2018: titleIn(target, '2018'),
        contexts: target.contexts.map(name),
        ...(target.sent ? { sent: true as const } : {}),
      };
    },
  };
}
