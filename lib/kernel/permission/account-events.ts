import { ROLES, type Role } from './role.ts';

/** What ends an account, or changes how somebody gets into it. */
export type AccountEvent =
  | 'disabled'
  | 'enabled'
  | 'password-by-other'
  | 'password-by-link'
  | 'password-by-self'
  | 'second-factor-set'
  | 'second-factor-taken'
  | 'role-lowered'
  | 'role-raised'
  | 'made-reviewer'
  | 'restored';

/**
 * What an account has: `sessions`, but the one that asks where the entry is its own; `tokens`, links that set its
 * password (`resets`), browsers that are known to it (`devices`) and a second factor that was begun and never
 * confirmed; what it made for others and may therefore still hold (`given`: invitations, links and tokens); what waits
 * for it (`reviews`); and what is to be done as it (`plans`: set approvals, runs).
 */
export type PersonalItem =
  | 'sessions'
  | 'tokens'
  | 'resets'
  | 'devices'
  | 'begun-factor'
  | 'given'
  | 'reviews'
  | 'plans';

const WAYS_IN: readonly PersonalItem[] = ['sessions', 'tokens', 'resets', 'devices', 'begun-factor'];

/**
 * The one table of what ends when. A token of somebody whose role was lowered lives on with the rights that are left;
 * whoever has more rights than before signs in again to have them. Plans of somebody without the right fail at their
 * time, and say so; they end before the right comes back, so that nothing of before lives again.
 */
export const ENDS: Readonly<Record<AccountEvent, readonly PersonalItem[]>> = {
  disabled: [...WAYS_IN, 'given', 'reviews'],
  enabled: [...WAYS_IN, 'given', 'reviews', 'plans'],
  'password-by-other': [...WAYS_IN, 'given'],
  'password-by-link': [...WAYS_IN, 'given'],
  'password-by-self': WAYS_IN,
  'second-factor-set': WAYS_IN,
  'second-factor-taken': WAYS_IN,
  'role-lowered': ['sessions', 'resets', 'devices', 'given', 'reviews'],
  'role-raised': ['sessions', 'devices'],
  'made-reviewer': ['sessions', 'devices', 'plans'],
  // Of everybody at once. The work stays as the backup has it.
  restored: [...WAYS_IN, 'given'],
};

/** What a change of role is for whoever has the account. */
export function roleEvent(before: Role, after: Role): AccountEvent {
  if (before === 'editor' && after !== 'editor') return 'made-reviewer';
  return ROLES.indexOf(after) < ROLES.indexOf(before) ? 'role-lowered' : 'role-raised';
}
