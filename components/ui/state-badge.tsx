import {
  IconArrowBackUp,
  IconCircleCheck,
  IconEye,
  IconFileOff,
  IconFileX,
  IconPencil,
  IconTrash,
} from '@tabler/icons-react';
import type { ComponentType } from 'react';
import type { Purpose } from '#lib/kernel/newsroom/purpose.ts';
import './state-badge.css';

/**
 * Where an entry stands, as the screens show it. `missing`: a day's page names it, and the archive does not hold it.
 */
export type BadgeState =
  | 'draft'
  | 'in_review'
  | 'changes_requested'
  | 'published'
  | 'withdrawn'
  | 'discarded'
  | 'missing';

type Face = { text: string; Icon: ComponentType<{ size?: number; 'aria-hidden'?: boolean }> };

const FACES: Readonly<Record<BadgeState, Face>> = {
  draft: { text: 'Draft', Icon: IconPencil },
  in_review: { text: 'In review', Icon: IconEye },
  changes_requested: { text: 'Changes requested', Icon: IconArrowBackUp },
  published: { text: 'Published', Icon: IconCircleCheck },
  withdrawn: { text: 'Withdrawn', Icon: IconFileX },
  discarded: { text: 'Discarded', Icon: IconTrash },
  missing: { text: 'Not in the archive', Icon: IconFileOff },
};

/** What a proposal is about where it is not a first publication. */
const PURPOSES: Readonly<Record<Exclude<Purpose, 'new'>, string>> = {
  change: 'Change',
  return: 'Restore',
  withdraw: 'Withdrawal',
};

/** Where a proposal stands, and what it asks for: “Withdrawal: in review”. */
export function ProposalBadge({ state, purpose }: { state: BadgeState; purpose: Purpose }) {
  return purpose === 'new' ? <StateBadge state={state} /> : <StateBadge state={state} prefix={PURPOSES[purpose]} />;
}

/** The state in words, with a sign and a colour beside them. `prefix` tells whose state it is: “Change: in review”. */
export function StateBadge({ state, prefix }: { state: BadgeState; prefix?: string }) {
  const { text, Icon } = FACES[state];
  return (
    <span className="state-badge" data-state={state}>
      <Icon size={13} aria-hidden />
      {prefix ? `${prefix}: ${text.toLowerCase()}` : text}
    </span>
  );
}
