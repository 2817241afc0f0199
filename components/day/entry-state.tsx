import { ProposalBadge, StateBadge } from '#components/ui/state-badge.tsx';
import type { DayEvent, DayMissing } from '#lib/queries/day.ts';

/** Where an entry stands. A published one without a change has nothing to say: the list that it stands in says it. */
export function EntryState({ entry }: { entry: DayEvent | DayMissing }) {
  if (entry.kind === 'missing') return <StateBadge state="missing" />;
  if (entry.proposal) return <ProposalBadge state={entry.proposal.state} purpose={entry.proposal.purpose} />;
  return entry.published ? null : <StateBadge state="withdrawn" />;
}
