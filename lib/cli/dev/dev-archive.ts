import { existsSync, writeFileSync } from 'node:fs';
import { loadSample } from '../../exchange/sample/load-sample.ts';
import { countOf } from '../../kernel/count-of.ts';
import { explain } from '../../kernel/explain-error.ts';
import type { PersonId } from '../../kernel/ids.ts';
import type { Role } from '../../kernel/permission/role.ts';
import { addPerson } from '../../people/actions/manage-people.ts';
import { personByEmail } from '../../people/store/people.ts';
import { openStore, type Store } from '../../platform/database/database.ts';
import { inHome } from '../../platform/environment/home.ts';
import { printLine } from '../output.ts';

/** Of no secret: the site of a developer answers to this machine alone. */
export const DEV_PASSWORD = 'plum-lantern-otter-42';

/** One person for each role, to sign in as. */
export const DEV_PEOPLE: readonly { email: string; name: string; role: Role }[] = [
  { email: 'admin@example.org', name: 'Ada Admin', role: 'admin' },
  { email: 'reviewer@example.org', name: 'Rui Reviewer', role: 'reviewer' },
  { email: 'editor@example.org', name: 'Edda Editor', role: 'editor' },
];

/** Left in the home once the sample is loaded whole: what a developer removes of it later stays removed. */
const FILLED = 'sample-loaded';

/** Makes the people of a development archive where they are missing, and loads the sample archive at the first run. */
export async function fillArchive(url: string, home: string): Promise<void> {
  const store = openStore(url, { connections: 2 });
  try {
    const admin = await makePeople(store);
    if (existsSync(inHome(home, FILLED))) return;
    printLine('Loading the sample archive …');
    const loaded = await loadSample(store, { person: admin, role: 'admin', channel: 'cli' });
    if (!loaded.ok) throw new Error(explain(loaded.error).detail);
    writeFileSync(inHome(home, FILLED), '');
    printLine(`The sample archive is loaded: ${countOf(loaded.value.created, 'entry', 'entries')}.`);
  } finally {
    await store.close();
  }
}

/** Returns the admin. */
async function makePeople(store: Store): Promise<PersonId> {
  const ids: PersonId[] = [];
  for (const person of DEV_PEOPLE) {
    const known = await personByEmail(store, person.email);
    ids.push(known?.id ?? (await added(store, person)));
  }
  const [admin] = ids;
  if (!admin) throw new Error('The admin could not be made.');
  return admin;
}

async function added(store: Store, person: (typeof DEV_PEOPLE)[number]): Promise<PersonId> {
  const made = await addPerson(store, 'system', { ...person, password: DEV_PASSWORD });
  if (made.ok) return made.value.id;
  throw new Error(`${person.email} could not be added: ${explain(made.error).detail}`);
}
