import { type PersonId, toId } from '../../kernel/ids.ts';
import type { Role } from '../../kernel/permission/role.ts';
import type { Store } from '../../platform/database/database.ts';

/**
 * Who imports: the active person of an address, or without one the only active admin. A sentence where that is nobody.
 */
export async function importingPerson(
  store: Store,
  email: string | undefined,
): Promise<{ person: PersonId; role: Role } | string> {
  const wanted = email === undefined ? { role: 'admin' as const } : { email: email.trim().toLowerCase() };
  const found = await store.prisma.person.findMany({
    where: { ...wanted, disabledAt: null },
    orderBy: { id: 'asc' },
    take: 2,
  });
  const [first, second] = found;
  if (!first)
    return email === undefined
      ? 'There is no admin yet. Create one: npm run dateline -- user add --email E --name N --role admin ' +
          '(it reads the password from standard input)'
      : `Nobody with the address ${email} can sign in. See who can with npm run dateline -- user list.`;
  if (second) return 'There is more than one admin. Say who imports with --as EMAIL.';
  return { person: toId<PersonId>(first.id), role: first.role };
}
