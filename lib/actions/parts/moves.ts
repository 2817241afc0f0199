import { discard } from '../../domain/entry/discard.ts';
import { requestChanges } from '../../domain/entry/request-changes.ts';
import { type SourcesRule, submit } from '../../domain/entry/submit.ts';
import type { EventId } from '../../domain/ids.ts';
import type { Actor } from '../../domain/permission/actor.ts';
import type { Source } from '../../domain/revision/text.ts';
import { evidenceOf } from '../../queries/evidence.ts';
import { readNewsroomSettings } from '../../store/newsroom-settings.ts';
import type { Database } from '../../store/transaction.ts';
import { decideAndMove } from './move-proposal.ts';

/** Hands an open proposal to the reviewers, where it has the sources that the newsroom wants. */
export function submitIn(db: Database, actor: Actor, event: EventId, now = new Date()) {
  return decideAndMove(db, actor, event, 'entry.submit', async (proposal, standing) =>
    submit(
      proposal,
      actor.person,
      standing.published?.hash,
      await sourcesRule(db, standing.proposed?.text.sources ?? []),
      now,
    ),
  );
}

/** Gives an open proposal up; its texts stay in the history. */
export function discardIn(db: Database, actor: Actor, event: EventId) {
  return decideAndMove(db, actor, event, 'entry.discard', (proposal) => discard(proposal, actor.person));
}

/** Sends a submitted proposal back with a reason. */
export function requestChangesIn(db: Database, actor: Actor, event: EventId, reason: string) {
  return decideAndMove(db, actor, event, 'entry.request-changes', (proposal) => requestChanges(proposal, reason));
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
