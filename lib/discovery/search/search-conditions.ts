import { type Expression, sql } from 'kysely';
import type { EntrySearch, EntryState } from '../../editorial/entries/contract/entry-search.ts';
import { isMoreThanDiscarded } from '../../editorial/published/shown.ts';
import { readSearchText } from '../../kernel/text/search-text.ts';
import type { Store } from '../../platform/database/database.ts';
import { OPEN } from '../../platform/database/proposal-expressions.ts';
import { anyOf, storedDay } from '../../platform/database/sql-values.ts';
import type { StoredDay } from '../../platform/database/tables.ts';
import { contextPart, publisherPart } from './search-names.ts';
import { at, type Condition, type SearchedPart } from './search-part.ts';
import { queryOf, type SearchQuery, textConditions, textPart } from './search-words.ts';

/**
 * What a search asks of entries: conditions on an entry `e`, on its document `d`, and on its day, whichever of the two
 * that is read from.
 * `late` asks the title of an entry that has no document yet; null where that could not tell. `isFew` where an index
 * finds so few documents that all of them are looked at; of more, the list is read from its end until a page is full.
 */
export type Conditions = {
  entry: Condition[];
  document: Condition[];
  days(day: Expression<StoredDay>): Condition[];
  late: Condition[] | null;
  /** Discarded entries are left out, or only those are asked for; an entry that is named is shown in any case. */
  shown: 'shown' | 'hidden' | 'all';
  query: SearchQuery | null;
  isFew: boolean;
};

const FEW = 3_000;
const FEW_OF_SEVERAL = 12_000;

/**
 * The conditions of a search. Words, contexts and publishers are looked up first: names stand for all that they mean,
 * and their counts tell how to read.
 */
export async function conditionsOf(store: Store, search: SearchedPart): Promise<Conditions> {
  const text = readSearchText(search.q ?? '');
  const query = queryOf(text);
  const parts = await Promise.all([textPart(store, text), contextPart(store, search), publisherPart(store, search)]);
  const document = [
    ...parts.flatMap(({ conditions }) => conditions),
    ...(search.edition ? [at('d.edition', '=', search.edition)] : []),
    ...(search.q && !text.length ? [at.lit(false)] : []),
  ];
  const isByWords = text.length > 0 && !search.contexts && !search.publishers && !search.edition;
  return {
    entry: entryConditions(search),
    document,
    days: (day) => [
      ...(search.from ? [at(day, '>=', storedDay(search.from))] : []),
      ...(search.to ? [at(day, '<=', storedDay(search.to))] : []),
    ],
    late: isByWords ? textConditions(text, at.ref('e.search')) : null,
    query,
    shown: search.state === 'discarded' ? 'hidden' : search.ids ? 'all' : 'shown',
    isFew: isFew(parts.flatMap(({ counts }) => counts)),
  };
}

/** Of several conditions that many fit, few fit all. */
function isFew(counts: readonly number[]): boolean {
  return Math.min(...counts) <= (counts.length > 1 ? FEW_OF_SEVERAL : FEW);
}

function entryConditions({ ids, state, author, reviewer, assigned, channel }: SearchedPart): Condition[] {
  const asked: Condition[] = [];
  if (ids) asked.push(at('e.id', '=', anyOf(ids)));
  if (state) asked.push(STATES[state]);
  if (author) asked.push(at('e.id', 'in', TEXTS.where('author_id', '=', author)));
  if (reviewer)
    asked.push(at('e.id', 'in', at.selectFrom('publication').select('entry_id').where('approved_by', '=', reviewer)));
  if (assigned)
    asked.push(hasProposal(PROPOSALS.where('assigned_to', '=', assigned).where('state', '=', sql.lit('in_review'))));
  if (channel) asked.push(at('e.id', 'in', CHANNELS[channel]));
  return asked;
}

const TEXTS = at.selectFrom('revision').select('entry_id');
const PROPOSALS = at.selectFrom('proposal').select('entry_id');

function hasProposal(proposals: typeof PROPOSALS) {
  return at('e.id', 'in', proposals);
}

/** Said as constants, because the indexes of lists are found by them. */
const STATES: Readonly<Record<EntryState, Condition>> = {
  draft: hasProposal(PROPOSALS.where('state', '=', sql.lit('draft'))),
  'in-review': hasProposal(PROPOSALS.where('state', '=', sql.lit('in_review')).where('publish_at', 'is', null)),
  'changes-requested': hasProposal(PROPOSALS.where('state', '=', sql.lit('changes_requested'))),
  scheduled: hasProposal(PROPOSALS.where('publish_at', 'is not', null)),
  'open-change': at.and([
    at('e.published_revision_id', 'is not', null),
    hasProposal(PROPOSALS.where('state', 'in', OPEN)),
  ]),
  published: at('e.published_revision_id', 'is not', null),
  withdrawn: at('e.withdrawn_at', 'is not', null),
  discarded: at.not(isMoreThanDiscarded),
};

const ELSEWHERE = TEXTS.where('channel', '<>', sql.lit('import'));

/** The same: the index of texts that did not come by import is found by that. */
const CHANNELS: Readonly<Record<NonNullable<EntrySearch['channel']>, typeof TEXTS>> = {
  screen: ELSEWHERE.where('channel', '=', sql.lit('screen')),
  api: ELSEWHERE.where('channel', '=', sql.lit('api')),
  cli: ELSEWHERE.where('channel', '=', sql.lit('cli')),
  import: TEXTS.where('channel', '=', sql.lit('import')),
};
