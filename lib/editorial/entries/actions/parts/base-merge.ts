import { type Merge, mergeTexts } from '../../../../kernel/revision/merge.ts';
import type { RevisionText } from '../../../../kernel/revision/text.ts';
import type { Reader } from '../../../../platform/database/database.ts';
import { readText } from '../../store/earlier-texts.ts';
import type { EntrySnapshot } from '../../store/entry-snapshot.ts';

/** A proposal merged with what was published since it began, and the three texts that this is made of. */
export type BaseMerge = Merge & { base: RevisionText | undefined; theirs: RevisionText; mine: RevisionText };

/**
 * How an open proposal merges with what is published now; undefined where it asks for no text, or nothing is published.
 */
export async function mergeOfBase(
  store: Reader,
  { entry, proposal, proposed, published }: EntrySnapshot,
): Promise<BaseMerge | undefined> {
  if (!proposal || !proposed || !published || proposal.asks === 'withdraw') return undefined;
  const base = proposal.base === undefined ? undefined : await readText(store, entry, proposal.base);
  return { ...mergeTexts(base, published.text, proposed.text), base, theirs: published.text, mine: proposed.text };
}
