import type { ChangedBy } from '../../../audit/store/audit.ts';
import type { AppError } from '../../../kernel/app-error.ts';
import { type Actor, forbidden } from '../../../kernel/permission/actor.ts';
import type { Permission } from '../../../kernel/permission/table.ts';

/** Who manages: a person with that right, or whoever runs commands on the machine itself. */
export type Manager = Actor | 'system';

/** The error where a manager lacks the right. */
export function managerMayNot(by: Manager, permission: Permission): AppError | undefined {
  return by === 'system' ? undefined : forbidden(by, permission);
}

/** A manager as the audit names them. */
export function changedBy(by: Manager): ChangedBy {
  return by === 'system'
    ? { person: null, channel: 'cli' }
    : { person: by.person, channel: by.channel, hands: by.hands ?? [] };
}
