import type { ChangedBy } from '../../../audit/store/audit.ts';
import { type Actor, forbidden } from '../../../kernel/permission/actor.ts';
import type { Permission } from '../../../kernel/permission/table.ts';
import type { Refusal } from '../../../kernel/refusals.ts';

/** Who manages: a person with that right, or whoever runs commands on the machine itself. */
export type Manager = Actor | 'system';

/** The refusal where a manager lacks the right. */
export function managerMayNot(by: Manager, permission: Permission): Refusal | undefined {
  return by === 'system' ? undefined : forbidden(by, permission);
}

/** A manager as the audit names them. */
export function changedBy(by: Manager): ChangedBy {
  return by === 'system'
    ? { person: null, channel: 'cli' }
    : { person: by.person, channel: by.channel, hands: by.hands ?? [] };
}
