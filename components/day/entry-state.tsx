import { StateBadge } from '#components/ui/state-badge.tsx';
import type { DayEvent, DayMissing } from '#lib/queries/day.ts';

/** Where an entry stands. A published one without a change has nothing to say: the list that it stands in says it. */
export function EntryState({ entry }: { entry: DayEvent | DayMissing }) {
  if (entry.kind === 'missing') return <StateBadge state="missing" />;
  if (!entry.proposal) return null;
  return <StateBadge state={entry.proposal.state} {...(entry.published ? { prefix: 'Change' } : {})} />;
}
