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
import styles from './state-badge.module.css';

/**
 * The status of an entry, as the screens show it. `missing`: a day's page names it, and the archive does not hold it.
 */
export type BadgeState =
  | 'draft'
  | 'in_review'
  | 'changes_requested'
  | 'published'
  | 'withdrawn'
  | 'discarded'
  | 'missing';

type Tone = 'quiet' | 'open' | 'warning' | 'good' | 'bad';

/** The words of a state, with a sign and a colour beside them. */
export type BadgeFace = { text: string; tone: Tone; Icon: ComponentType<{ size?: number; 'aria-hidden'?: boolean }> };

const FACES: Readonly<Record<BadgeState, BadgeFace>> = {
  draft: { text: 'Draft', tone: 'quiet', Icon: IconPencil },
  in_review: { text: 'In review', tone: 'open', Icon: IconEye },
  changes_requested: { text: 'Changes requested', tone: 'warning', Icon: IconArrowBackUp },
  published: { text: 'Published', tone: 'good', Icon: IconCircleCheck },
  withdrawn: { text: 'Withdrawn', tone: 'quiet', Icon: IconFileX },
  discarded: { text: 'Discarded', tone: 'quiet', Icon: IconTrash },
  missing: { text: 'Not in the archive', tone: 'quiet', Icon: IconFileOff },
};

/** What a proposal asks for, where it is not a first publication. */
const PURPOSES: Readonly<Record<Exclude<Purpose, 'new'>, string>> = {
  change: 'Change',
  return: 'Restore',
  withdraw: 'Withdrawal',
};

/** The state of a proposal, and what it asks for: “Withdrawal: in review”. */
export function ProposalBadge({ state, purpose }: { state: BadgeState; purpose: Purpose }) {
  return purpose === 'new' ? <StateBadge state={state} /> : <StateBadge state={state} prefix={PURPOSES[purpose]} />;
}

/** The status of an entry. `prefix` tells whose state it is: “Change: in review”. */
export function StateBadge({ state, prefix }: { state: BadgeState; prefix?: string }) {
  return <Badge state={state} face={FACES[state]} {...(prefix === undefined ? {} : { prefix })} />;
}

/** An entry that is not saved yet. */
export function NewDraftBadge() {
  return <Badge state="draft" face={{ ...FACES.draft, text: 'New draft' }} />;
}

/** A state in words, with a sign and a colour beside them. */
export function Badge({ state, face, prefix }: { state: string; face: BadgeFace; prefix?: string }) {
  const { text, tone, Icon } = face;
  return (
    <span className={styles.stateBadge} data-state={state} data-tone={tone}>
      <Icon size={13} aria-hidden />
      {prefix ? `${prefix}: ${text.toLowerCase()}` : text}
    </span>
  );
}
