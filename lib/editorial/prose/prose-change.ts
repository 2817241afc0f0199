import type { Store } from '../../platform/database/database.ts';
import { type ProseRow, readProseRow } from './prose-proposals.ts';

/**
 * A new text of a page of free prose beside the text that readers see. `hash` is the content that an approval is of.
 */
export type ProseChange = Omit<ProseRow, 'submittedAt'> & { submittedAt: string };

/** One text of prose before the reviewers; undefined where there is none. */
export async function readProseChange(store: Store, id: number): Promise<ProseChange | undefined> {
  const row = await readProseRow(store, id);
  return row && { ...row, submittedAt: row.submittedAt.toISOString() };
}
