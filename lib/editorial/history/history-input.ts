import { z } from 'zod';
import { cursorOf, idInAddress, LARGEST_ID, pageLimit } from '../../kernel/contract/search.ts';
import { id } from '../../kernel/contract/text.ts';
import { type RevisionId, toId } from '../../kernel/ids.ts';

/** Where a page of an entry's history ends: the last row of each list that it is made of. */
export type HistoryCursor = { fact: number; revision: number; publication: number };

/** Reads the cursor of a history out of an address; undefined for a text that is none. */
export function readHistoryCursor(text: string): HistoryCursor | undefined {
  const [fact, revision, publication, ...more] = text
    .split('.')
    .map((part) => (/^[1-9]\d{0,9}$/.test(part) ? Number(part) : Number.NaN));
  if (more.length || fact === undefined || revision === undefined || publication === undefined) return undefined;
  return [fact, revision, publication].every((n) => n <= LARGEST_ID) ? { fact, revision, publication } : undefined;
}

/** A page of an entry's revisions, newest first; the cursor is the last one of the page before. */
export const revisionList = z.strictObject({
  limit: pageLimit,
  cursor: cursorOf((text) => idInAddress.safeParse(text).data),
});

/** Two revisions of one event, to be compared. */
export const revisionPair = z.strictObject({ from: idInAddress, to: idInAddress });

const revisionId = id.transform(toId<RevisionId>);

/**
 * The revision that is to come back, and the open proposal's that was seen (null: none was open): another one is not
 * written over.
 */
export const restoreRequest = z.strictObject({ revision: revisionId, seen: revisionId.nullable().optional() });
