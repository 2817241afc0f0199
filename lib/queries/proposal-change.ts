import type { Day } from '../domain/day.ts';
import type { OpenProposal } from '../domain/entry/proposal.ts';
import { type Purpose, purposeOf } from '../domain/entry/purpose.ts';
import type { ContextId, EventId, PersonId, RevisionId } from '../domain/ids.ts';
import { changesBetween, type FieldChange } from '../domain/revision/changes.ts';
import type { RevisionText } from '../domain/revision/text.ts';
import { slugOf } from '../domain/slug.ts';
import { eventPageOf, type Lookup, titleIn } from '../layout/compose.ts';
import { renderEventPage } from '../layout/event-page.ts';
import { eventPath } from '../layout/paths.ts';
import { titleOf } from '../layout/title.ts';
import type { Store } from '../store/database.ts';
import { contextNames, live, publishedTargets } from '../store/published.ts';
import { type RevisionRow, textFromRow } from '../store/rows.ts';
import { readStanding, type Standing } from '../store/standing.ts';
import { queueNeighbours } from './review-queue.ts';
import { type FormerWithdrawal, readFormerWithdrawal, readWithdrawalChange, type WithdrawalChange } from './withdrawal-change.ts';

/** How events and contexts are called where a change names them. */
export type ChangeNames = { contexts: { id: ContextId; name: string }[]; events: { id: EventId; title: string; day: Day }[] };

/** Everything that a reviewer needs to decide on an event's open proposal. */
export type ProposalChange = {
  event: EventId;
  title: string;
  day: Day;
  /** The page's frozen address, or the one that it would get now. */
  path: string;
  purpose: Purpose;
  state: OpenProposal['state'];
  hash: string;
  submittedAt: string | null;
  reason: string | null;
  authors: { id: PersonId; name: string }[];
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
  previous: EventId | null;
  next: EventId | null;
};

/** Reads an event's open proposal as a change of what is published; undefined where there is none. */
export async function readProposalChange(store: Store, event: EventId): Promise<ProposalChange | undefined> {
  const standing = await readStanding(store, event);
  const { proposal, proposed } = standing ?? {};
  if (!standing || !proposal || !proposed || proposal.state === 'approved' || proposal.state === 'discarded') return undefined;
  const isStale = proposal.base !== standing.published?.revision;
  const base = isStale && proposal.base ? await readText(store, proposal.base) : undefined;
  const texts = [proposed.text, standing.published?.text, standing.withdrawn?.text, base].filter((text) => text !== undefined);
  const [names, lookup, authors, around, withdrawal, formerly] = await Promise.all([
    readNames(store, texts),
    readLookup(store, texts),
    readPeople(store, proposal.authors),
    neighbours(store, proposal),
    proposal.asks === 'withdraw' ? readWithdrawalChange(store, event, standing.day, proposal.withdrawal) : null,
    standing.stands.state === 'withdrawn' ? readFormerWithdrawal(store, event) : null,
  ]);
  const slug = standing.slug ?? slugOf(proposed.text.headline);
  const page = (text: RevisionText) => renderEventPage(eventPageOf(text, slug, '2017', lookup));
  return {
    event,
    title: titleOf(proposed.text.topic, proposed.text.headline),
    day: proposed.text.day,
    path: standing.path ?? eventPath(proposed.text.day, slug),
    purpose: purposeOf(proposal.asks, standing.stands.state),
    state: proposal.state,
    hash: proposal.hash,
    submittedAt: proposal.state === 'in_review' ? proposal.submittedAt.toISOString() : null,
    reason: proposal.state === 'changes_requested' ? proposal.reason : null,
    authors,
    changes: changesBetween((standing.published ?? standing.withdrawn)?.text, proposed.text),
    publishedSince: isStale ? sinceBase(base, standing) : null,
    names,
    pages: { before: standing.published ? page(standing.published.text) : null, after: withdrawal ? null : page(proposed.text) },
    withdrawal,
    formerly,
    ...around,
  };
}

function sinceBase(base: RevisionText | undefined, standing: Standing): FieldChange[] {
  return standing.published ? changesBetween(base, standing.published.text) : [];
}

async function neighbours(store: Store, proposal: OpenProposal): Promise<{ previous: EventId | null; next: EventId | null }> {
  if (proposal.state !== 'in_review') return { previous: null, next: null };
  return queueNeighbours(store, { submittedAt: proposal.submittedAt.toISOString(), proposal: proposal.id });
}

async function readText(store: Store, revision: RevisionId): Promise<RevisionText | undefined> {
  const [row] = await store.prisma.$queryRaw<{ row: RevisionRow }[]>`SELECT to_jsonb(r) AS row FROM revision r WHERE id = ${revision}`;
  return row && textFromRow(row.row);
}

async function readPeople(store: Store, ids: readonly PersonId[]): Promise<ProposalChange['authors']> {
  const people = await store.prisma.person.findMany({ where: { id: { in: [...ids] } }, select: { id: true, name: true }, orderBy: { id: 'asc' } });
  return people as ProposalChange['authors'];
}

async function readNames(store: Store, texts: readonly RevisionText[]): Promise<ChangeNames> {
  const contexts = await contextNames(store.pool, [...new Set(texts.flatMap((text) => text.contexts))]);
  const events = await store.prisma.$queryRaw<ChangeNames['events']>`SELECT id, title, day::text AS day FROM event WHERE id = ANY(${relatedIds(texts)}::int[])`;
  return { contexts: [...contexts].map(([id, name]) => ({ id, name })), events };
}

async function readLookup(store: Store, texts: readonly RevisionText[]): Promise<Lookup> {
  const targets = await publishedTargets(live(store.pool), relatedIds(texts) as EventId[]);
  const names = await contextNames(store.pool, [...new Set([...texts, ...targets].flatMap((text) => text.contexts))]);
  const name = (id: ContextId) => names.get(id) ?? '';
  const known = new Map(targets.map((target) => [target.event, target]));
  return {
    contextName: name,
    target(id) {
      const target = known.get(id);
      if (!target) return undefined;
      const text = { ...texts[0], ...target } as RevisionText;
      return { path: target.path, title2017: titleIn(text, '2017'), title2018: titleIn(text, '2018'), contexts: target.contexts.map(name) };
    },
  };
}

function relatedIds(texts: readonly RevisionText[]): number[] {
  return [...new Set(texts.flatMap((text) => text.related.flatMap((item) => ('event' in item ? [item.event as number] : []))))];
}
