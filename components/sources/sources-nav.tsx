import { KindsNav } from '#components/ui/kinds-nav.tsx';
import { ATTENTION_STATUSES, type AttentionStatus } from '#lib/sources/contract/sources.ts';
import { STATUS_NAMES } from './status-words.ts';

const COUNTED_TO = 100;

/** The statuses of addresses that need attention, with how many there are of each. */
export function SourcesNav({ status, counts }: { status: AttentionStatus; counts: Record<AttentionStatus, number> }) {
  const kinds = ATTENTION_STATUSES.map((each) => ({
    href: sourcesAddress(each),
    name: STATUS_NAMES[each],
    count: counts[each],
    here: each === status,
  }));
  return <KindsNav label="Kinds of addresses" kinds={kinds} countedTo={COUNTED_TO} />;
}

/** The address of the list of one status. */
export function sourcesAddress(status: AttentionStatus): string {
  return status === 'dead' ? '/sources' : `/sources?status=${status}`;
}
