import type { EntryId } from '../../../../kernel/ids.ts';
import type { Actor } from '../../../../kernel/permission/actor.ts';
import type { Source } from '../../../../kernel/revision/text.ts';
import type { Database } from '../../../../platform/database/transaction.ts';
import { readNewsroomSettings } from '../../../../platform/settings/newsroom-settings.ts';
import { evidenceOf } from '../../../../sources/queries/evidence.ts';
import { discard } from '../../rules/discard.ts';
import { requestChanges } from '../../rules/request-changes.ts';
import { type SourcesRule, submit } from '../../rules/submit.ts';
import { decideAndMove } from './move-proposal.ts';

/** Hands an open proposal to the reviewers, where it has the sources that the newsroom wants. */
export function submitIn(db: Database, actor: Actor, entry: EntryId, now = new Date()) {
  return decideAndMove(db, actor, entry, 'entry.submit', async (proposal, snapshot) =>
    submit(
      proposal,
      actor.person,
      snapshot.published?.hash,
      await sourcesRule(db, snapshot.proposed?.text.sources ?? []),
      now,
    ),
  );
}

/** Gives an open proposal up; its texts stay in the history. */
export function discardIn(db: Database, actor: Actor, entry: EntryId) {
  return decideAndMove(db, actor, entry, 'entry.discard', (proposal) => discard(proposal, actor.person));
}

/** Sends a submitted proposal back with a reason. */
export function requestChangesIn(db: Database, actor: Actor, entry: EntryId, reason: string) {
  return decideAndMove(db, actor, entry, 'entry.request-changes', (proposal) => requestChanges(proposal, reason));
}

/** A cover image proves nothing, so it does not count. */
async function sourcesRule(db: Database, sources: readonly Source[]): Promise<SourcesRule> {
  const { leastSources: least } = await readNewsroomSettings(db);
  if (least === 0) return { independent: 0, least };
  const { publishers } = await evidenceOf(
    db,
    sources.filter(({ cover }) => !cover).map(({ url }) => url),
  );
  return { independent: publishers, least };
}
