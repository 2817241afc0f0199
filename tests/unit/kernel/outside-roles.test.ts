import { expect, test } from 'vitest';
import { claimAt, readRoles, rolesOf } from '../../../lib/kernel/permission/outside-roles.ts';

test('groups are mapped to roles, blanks aside', () => {
  expect([...(readRoles(' desk = editor, chief editors=reviewer') ?? [])]).toEqual([
    ['desk', 'editor'],
    ['chief editors', 'reviewer'],
  ]);
});

test.each(['', 'desk', 'desk=', '=editor', 'desk=owner', 'desk=editor,', 'desk=editor,desk=admin', 'desk=constructor'])(
  '“%s” maps nothing',
  (text) => {
    expect(readRoles(text)).toBeUndefined();
  },
);

test('only groups that are mapped give roles, whatever else a claim is', () => {
  const mapped = 'desk=editor,chiefs=reviewer';
  expect(rolesOf(mapped, ['chiefs', 'others', 'desk'])).toEqual(['reviewer', 'editor']);
  expect(rolesOf(mapped, 'desk')).toEqual(['editor']);
  for (const claim of [undefined, null, 7, {}, [['desk']], { desk: true }, ['Desk', 'desk ', '__proto__']])
    expect(rolesOf(mapped, claim)).toEqual([]);
  expect(rolesOf(undefined, ['desk'])).toBeUndefined();
});

test('a claim is found by its name first, then by its path', () => {
  expect(claimAt({ 'https://issuer.example/groups': ['a'] }, 'https://issuer.example/groups')).toEqual(['a']);
  expect(claimAt({ realm_access: { roles: ['a'] } }, 'realm_access.roles')).toEqual(['a']);
  for (const name of ['constructor.name', '__proto__', 'realm_access.toString', 'nothing'])
    expect(claimAt({ realm_access: {} }, name)).toBeUndefined();
});
