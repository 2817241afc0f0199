import type pg from 'pg';
import type { ImportTally } from './report.ts';
import type { ImportAs } from './store/imported-entry.ts';
import {
  type ProseSnapshot,
  type ProseText,
  proposeProse,
  publishProse,
  readProseSnapshot,
} from './store/prose-writing.ts';

/** What an import does with a page of free prose. `blocked`: somebody else's text of it waits already. */
type ProseDecision = 'unchanged' | 'publish' | 'propose' | 'blocked';

/** What is published stays until an approval: without publishing, a new text waits for one. */
function decideProse(
  page: Omit<ProseSnapshot, 'path' | 'text'>,
  { person, publish }: Pick<ImportAs, 'person' | 'publish'>,
): ProseDecision {
  if (page.isPublished) return 'unchanged';
  if (publish) return 'publish';
  if (page.isProposed) return 'unchanged';
  return page.author === null || page.author === person ? 'propose' : 'blocked';
}

/** Takes pages of free prose in, and counts them. A dry run writes nothing. */
export async function takeProse(
  client: pg.ClientBase,
  as: ImportAs,
  pages: readonly ProseText[],
  dryRun: boolean,
  tally: ImportTally,
): Promise<void> {
  if (!pages.length) return;
  const decided = (await readProseSnapshot(client, pages)).map((page) => ({ page, decision: decideProse(page, as) }));
  const chosen = (decision: ProseDecision) => decided.flatMap((one) => (one.decision === decision ? [one.page] : []));
  const { prose } = tally.report;
  prose.unchanged += chosen('unchanged').length;
  prose.published += chosen('publish').length;
  prose.waiting += chosen('propose').length;
  for (const { path, authorName } of chosen('blocked'))
    tally.refused({
      path,
      line: 0,
      reason: `${authorName}'s text for this page is waiting for review. Approve or discard it, then import again.`,
    });
  if (dryRun) return;
  if (chosen('publish').length) await publishProse(client, as, chosen('publish'));
  if (chosen('propose').length) await proposeProse(client, as, chosen('propose'));
}
