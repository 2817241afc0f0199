import { type SourcesRule, submit } from '../domain/entry/submit.ts';
import type { EventId } from '../domain/ids.ts';
import type { Actor } from '../domain/permission/actor.ts';
import type { Source } from '../domain/revision/text.ts';
import { evidenceOf } from '../queries/evidence.ts';
import type { Store } from '../store/database.ts';
import { readNewsroomSettings } from '../store/newsroom-settings.ts';
import { decideAndMove } from './move-proposal.ts';

/** Hands an open proposal to the reviewers, where it has the sources that the newsroom wants. */
export function submitEntry(store: Store, actor: Actor, event: EventId, now = new Date()) {
  return decideAndMove(store, actor, event, 'entry.submit', async (proposal, standing) =>
    submit(proposal, actor.person, standing.published?.hash, await sourcesRule(store, standing.proposed?.text.sources ?? []), now),
  );
}

/** A cover image proves nothing, so it does not count. */
async function sourcesRule(store: Store, sources: readonly Source[]): Promise<SourcesRule> {
  const { leastSources: least } = await readNewsroomSettings(store);
  if (least === 0) return { independent: 0, least };
  const { publishers } = await evidenceOf(
    store,
    sources.filter(({ cover }) => !cover).map(({ url }) => url),
  );
  return { independent: publishers, least };
}
