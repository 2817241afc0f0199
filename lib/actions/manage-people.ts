import { hashPassword } from '../auth/passwords.ts';
import type { PersonId } from '../domain/ids.ts';
import { type Actor, forbidden } from '../domain/permission/actor.ts';
import type { Role } from '../domain/permission/role.ts';
import type { Verb } from '../domain/permission/table.ts';
import type { Refusal } from '../domain/refusals.ts';
import { ok, type Result, refuse } from '../domain/result.ts';
import type { ChangedBy } from '../store/audit.ts';
import type { Store } from '../store/database.ts';
import { changePerson, insertPerson, lockActiveAdmins, type PersonChange, personById, recordPersonFact } from '../store/people.ts';
import { inTransaction } from '../store/transaction.ts';

/** Who manages: a person with that right, or whoever runs commands on the machine itself. */
export type Manager = Actor | 'system';

export type PersonInput = { email: string; name: string; role: Role; password: string };

/** Adds a person with a role and a password. Refused where the address is taken. */
export async function addPerson(store: Store, by: Manager, input: PersonInput): Promise<Result<{ id: PersonId }, Refusal>> {
  const no = managerMayNot(by, 'people.manage');
  if (no) return refuse(no);
  const { password, ...person } = input;
  const passwordHash = await hashPassword(password);
  return inTransaction(store, async (tx) => {
    const id = await insertPerson(tx, { ...person, passwordHash });
    if (!id) return refuse({ code: 'invalid' as const, fields: [{ field: 'email', message: 'belongs to somebody here already.' }] });
    await recordPersonFact(tx, changedBy(by), 'add-person', id, { email: input.email, role: input.role });
    return ok({ id });
  });
}

/** Gives a person another role. */
export function setRole(store: Store, by: Manager, person: PersonId, role: Role): Promise<Result<{ id: PersonId }, Refusal>> {
  return change(store, by, person, { role }, 'set-role', { role });
}

/** Shuts a person out, from the next request on. What they wrote stays. */
export function disablePerson(store: Store, by: Manager, person: PersonId): Promise<Result<{ id: PersonId }, Refusal>> {
  return change(store, by, person, { disabled: true }, 'disable-person');
}

/** Lets a disabled person sign in again. */
export function enablePerson(store: Store, by: Manager, person: PersonId): Promise<Result<{ id: PersonId }, Refusal>> {
  return change(store, by, person, { disabled: false }, 'enable-person');
}

/** Gives a person a new password and ends their sessions. */
export async function setPassword(store: Store, by: Manager, person: PersonId, password: string): Promise<Result<{ id: PersonId }, Refusal>> {
  const no = managerMayNot(by, 'people.manage');
  return no ? refuse(no) : change(store, by, person, { passwordHash: await hashPassword(password) }, 'set-password');
}

/** The refusal where a manager lacks the right. */
export function managerMayNot(by: Manager, verb: Verb): Refusal | undefined {
  return by === 'system' ? undefined : forbidden(by, verb);
}

/** A manager as the audit names them. */
export function changedBy(by: Manager): ChangedBy {
  return by === 'system' ? { person: null, channel: 'cli' } : { person: by.person, channel: by.channel };
}

async function change(store: Store, by: Manager, id: PersonId, what: PersonChange, verb: string, detail: Record<string, string> = {}): Promise<Result<{ id: PersonId }, Refusal>> {
  const no = managerMayNot(by, 'people.manage');
  if (no) return refuse(no);
  if (!(await personById(store, id))) return refuse({ code: 'not-found', what: `Person ${id}` });
  return inTransaction(store, async (tx) => {
    const field = fieldThatTakesAdmin(what);
    const admins = field ? await lockActiveAdmins(tx) : [];
    if (field && admins.length === 1 && admins[0] === id) return refuse({ code: 'invalid' as const, fields: [{ field, message: LAST_ADMIN }] });
    await changePerson(tx, id, what);
    await recordPersonFact(tx, changedBy(by), verb, id, detail);
    return ok({ id });
  });
}

const LAST_ADMIN = 'cannot be taken from the last active admin. Make somebody else an admin first.';

function fieldThatTakesAdmin(what: PersonChange): string | undefined {
  if ('role' in what) return what.role === 'admin' ? undefined : 'role';
  return 'disabled' in what && what.disabled ? 'access' : undefined;
}
