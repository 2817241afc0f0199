import type { ListedEntry } from '#lib/discovery/search/search-entries.ts';
import type { BULK_ACTIONS } from '#lib/kernel/newsroom/bulk-actions.ts';
import type { Role } from '#lib/kernel/permission/role.ts';
import { may } from '#lib/kernel/permission/table.ts';

type BulkAction = (typeof BULK_ACTIONS)[number];
type OpenState = NonNullable<ListedEntry['proposal']>['state'];

/** A thing that can be done to many entries: how its button is called, which right it needs, which states it fits. */
export type BulkChoice = {
  action: BulkAction;
  name: string;
  right: Parameters<typeof may>[1];
  fits: readonly OpenState[];
  loses: boolean;
};

const CHOICES: readonly BulkChoice[] = [
  { action: 'approve', name: 'Approve', right: 'entry.approve', fits: ['in_review'], loses: false },
  {
    action: 'request-changes',
    name: 'Request changes',
    right: 'entry.request-changes',
    fits: ['in_review'],
    loses: false,
  },
  { action: 'assign', name: 'Assign', right: 'entry.assign', fits: ['in_review'], loses: false },
  { action: 'submit', name: 'Submit', right: 'entry.submit', fits: ['draft', 'changes_requested'], loses: false },
  {
    action: 'discard',
    name: 'Discard',
    right: 'entry.discard',
    fits: ['draft', 'in_review', 'changes_requested'],
    loses: true,
  },
];

/** What this role may do to the chosen entries, with those that each action fits. */
export function bulkChoices(
  role: Role,
  chosen: readonly ListedEntry[],
): { choice: BulkChoice; fitting: ListedEntry[] }[] {
  return CHOICES.filter(({ right }) => may({ role }, right))
    .map((choice) => ({
      choice,
      fitting: chosen.filter(({ proposal }) => proposal && choice.fits.includes(proposal.state)),
    }))
    .filter(({ fitting }) => fitting.length > 0);
}
