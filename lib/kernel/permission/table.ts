import type { Role, Scope } from './role.ts';

/** Everything that a person can ask of the archive. */
export type Permission =
  | 'archive.read'
  | 'entry.write'
  | 'entry.submit'
  | 'entry.pull-back'
  | 'entry.discard'
  | 'entry.approve'
  | 'entry.request-changes'
  | 'entry.withdraw'
  | 'entry.assign'
  | 'comment.write'
  | 'day.propose-order'
  | 'day.reorder'
  | 'day.sign-off'
  | 'context.create'
  | 'context.manage'
  | 'context.merge'
  | 'archive.export'
  | 'archive.import'
  | 'archive.publish-import'
  | 'archive.resolve-issues'
  | 'bulk.start'
  | 'publisher.manage'
  | 'target.manage'
  | 'webhook.manage'
  | 'people.read'
  | 'people.manage'
  | 'settings.manage'
  | 'audit.read'
  | 'account.own'
  | 'token.create';

type PermissionRow = { roles: readonly Role[]; scope: Scope | 'none' };

const EVERYONE: readonly Role[] = ['editor', 'reviewer', 'admin'];
const REVIEWERS: readonly Role[] = ['reviewer', 'admin'];
const ADMINS: readonly Role[] = ['admin'];

/** The one table of rights: who may do what, and the scope that a token needs for it. `none`: never by token. */
const RIGHTS: Readonly<Record<Permission, PermissionRow>> = {
  'archive.read': { roles: EVERYONE, scope: 'archive:read' },
  'entry.write': { roles: EVERYONE, scope: 'entries:write' },
  'entry.submit': { roles: EVERYONE, scope: 'entries:write' },
  'entry.pull-back': { roles: EVERYONE, scope: 'entries:write' },
  'entry.discard': { roles: EVERYONE, scope: 'entries:write' },
  'entry.approve': { roles: REVIEWERS, scope: 'review' },
  'entry.request-changes': { roles: REVIEWERS, scope: 'review' },
  'entry.withdraw': { roles: EVERYONE, scope: 'entries:write' },
  'entry.assign': { roles: REVIEWERS, scope: 'review' },
  'comment.write': { roles: EVERYONE, scope: 'entries:write' },
  'day.propose-order': { roles: EVERYONE, scope: 'entries:write' },
  'day.reorder': { roles: REVIEWERS, scope: 'review' },
  'day.sign-off': { roles: REVIEWERS, scope: 'review' },
  'context.create': { roles: EVERYONE, scope: 'entries:write' },
  'context.manage': { roles: REVIEWERS, scope: 'review' },
  'context.merge': { roles: REVIEWERS, scope: 'review' },
  'archive.export': { roles: REVIEWERS, scope: 'export' },
  'archive.import': { roles: REVIEWERS, scope: 'import' },
  'archive.publish-import': { roles: ADMINS, scope: 'import' },
  'archive.resolve-issues': { roles: EVERYONE, scope: 'entries:write' },
  'bulk.start': { roles: EVERYONE, scope: 'entries:write' },
  'publisher.manage': { roles: REVIEWERS, scope: 'none' },
  'target.manage': { roles: ADMINS, scope: 'none' },
  'webhook.manage': { roles: ADMINS, scope: 'none' },
  'people.read': { roles: ADMINS, scope: 'none' },
  'people.manage': { roles: ADMINS, scope: 'none' },
  'settings.manage': { roles: ADMINS, scope: 'none' },
  'audit.read': { roles: ADMINS, scope: 'none' },
  'account.own': { roles: EVERYONE, scope: 'none' },
  'token.create': { roles: ADMINS, scope: 'none' },
};

/** Who asks: a person through a session or the command line (`scopes` undefined), or a token with its scopes. */
export type RoleAndScopes = { role: Role; scopes?: readonly Scope[] };

/** Whether the table allows `permission` to whoever asks. */
export function may(asking: RoleAndScopes, permission: Permission): boolean {
  const right = RIGHTS[permission];
  if (!right.roles.includes(asking.role)) return false;
  return asking.scopes === undefined || (right.scope !== 'none' && asking.scopes.includes(right.scope));
}
