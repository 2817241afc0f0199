import { isOneOf } from '../one-of.ts';
import { isRecord } from '../record.ts';
import { ROLES, type Role } from './role.ts';

/** The roles here by the names of groups elsewhere. */
export type RolesByGroup = ReadonlyMap<string, Role>;

/** Reads `group=role, other group=role`. Undefined where a part of it is not that, or names a group twice. */
export function readRoles(text: string): RolesByGroup | undefined {
  const roles = new Map<string, Role>();
  for (const part of text.split(',')) {
    const [, group = '', role = ''] = /^\s*(.+?)\s*=\s*(\w+)\s*$/.exec(part) ?? [];
    if (!group || roles.has(group) || !isOneOf(ROLES, role)) return undefined;
    roles.set(group, role);
  }
  return roles;
}

/** The roles that groups give; undefined where none are mapped. `claim` is a list of names, or one name. */
export function rolesOf(mapped: string | undefined, claim: unknown): Role[] | undefined {
  const roles = mapped ? readRoles(mapped) : undefined;
  if (!roles) return undefined;
  const groups = Array.isArray(claim) ? claim : [claim];
  return groups.flatMap((group) => (typeof group === 'string' ? (roles.get(group) ?? []) : []));
}

/** The value of a claim by its name, or by a path with dots as some issuers nest it: `realm_access.roles`. */
export function claimAt(claims: Readonly<Record<string, unknown>>, name: string): unknown {
  if (Object.hasOwn(claims, name)) return claims[name];
  return name
    .split('.')
    .reduce<unknown>((value, key) => (isRecord(value) && Object.hasOwn(value, key) ? value[key] : undefined), claims);
}
