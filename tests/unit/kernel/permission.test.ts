import { expect, test } from 'vitest';
import type { Role } from '../../../lib/kernel/permission/role.ts';
import { may, type Permission } from '../../../lib/kernel/permission/table.ts';

/** The table said a second time, by hand: a right that moves has to be moved here too. */
const EXPECTED: Record<Permission, [editor: boolean, reviewer: boolean, admin: boolean, scope: string]> = {
  'archive.read': [true, true, true, 'archive:read'],
  'entry.write': [true, true, true, 'entries:write'],
  'entry.submit': [true, true, true, 'entries:write'],
  'entry.pull-back': [true, true, true, 'entries:write'],
  'entry.discard': [true, true, true, 'entries:write'],
  'entry.approve': [false, true, true, 'review'],
  'entry.request-changes': [false, true, true, 'review'],
  'entry.withdraw': [true, true, true, 'entries:write'],
  'entry.assign': [false, true, true, 'review'],
  'comment.write': [true, true, true, 'entries:write'],
  'day.propose-order': [true, true, true, 'entries:write'],
  'day.reorder': [false, true, true, 'review'],
  'day.sign-off': [false, true, true, 'review'],
  'context.create': [true, true, true, 'entries:write'],
  'archive.export': [false, true, true, 'export'],
  'archive.import': [false, true, true, 'import'],
  'archive.publish-import': [false, false, true, 'import'],
  'archive.resolve-issues': [true, true, true, 'entries:write'],
  'bulk.start': [true, true, true, 'entries:write'],
  'publisher.manage': [false, true, true, ''],
  'target.manage': [false, false, true, ''],
  'webhook.manage': [false, false, true, ''],
  'people.read': [false, false, true, ''],
  'context.manage': [false, true, true, 'review'],
  'context.merge': [false, true, true, 'review'],
  'people.manage': [false, false, true, ''],
  'settings.manage': [false, false, true, ''],
  'audit.read': [false, false, true, ''],
  'account.own': [true, true, true, ''],
  'token.create': [false, false, true, ''],
};

const SCOPES = ['archive:read', 'entries:write', 'review', 'import', 'export'] as const;
const CASES = (Object.entries(EXPECTED) as [Permission, (typeof EXPECTED)[Permission]][]).flatMap(([permission, row]) =>
  (['editor', 'reviewer', 'admin'] as Role[]).map((role, i) => [permission, role, row[i] as boolean, row[3]] as const),
);

test.each(CASES)('%s by a person who is %s: %s', (permission, role, allowed) => {
  expect(may({ role }, permission)).toBe(allowed);
});

test.each(CASES)('%s by a token of a person who is %s needs its scope', (permission, role, allowed, scope) => {
  for (const one of SCOPES) expect(may({ role, scopes: [one] }, permission)).toBe(allowed && one === scope);
  expect(may({ role, scopes: [] }, permission)).toBe(false);
});
