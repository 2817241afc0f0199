import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import type { PersonId } from '../../lib/kernel/ids.ts';
import type { Actor } from '../../lib/kernel/permission/actor.ts';
import type { Role } from '../../lib/kernel/permission/role.ts';
import { openStore, type Store } from '../../lib/platform/database/database.ts';

/** A new, migrated and empty database of its own, copied from the template in a few milliseconds. */
export async function freshStore(): Promise<Store> {
  const server = inject('databaseServer');
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  const client = new pg.Client({ connectionString: server.replace(/\/dateline$/, '/postgres') });
  await client.connect();
  await client.query(`CREATE DATABASE ${name} TEMPLATE dateline`);
  await client.end();
  return openStore(server.replace(/\/dateline$/, `/${name}`));
}

/** A person of the archive with a role, as the actor of a test. */
export async function person(store: Store, role: Role, name: string = role): Promise<Actor> {
  const row = await store.prisma.person.create({
    data: { email: `${name.toLowerCase()}-${randomUUID().slice(0, 8)}@example.org`, name, role },
  });
  return { person: row.id as PersonId, role, channel: 'screen' };
}
