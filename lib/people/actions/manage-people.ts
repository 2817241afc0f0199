import type { AuditEvent } from '../../audit/events.ts';
import { recordEvents } from '../../audit/store/audit.ts';
import type { AppError } from '../../kernel/app-error.ts';
import type { PersonId } from '../../kernel/ids.ts';
import { type AccountEvent, roleEvent } from '../../kernel/permission/account-events.ts';
import { handsIn } from '../../kernel/permission/actor.ts';
import type { Role } from '../../kernel/permission/role.ts';
import { fail, ok, type Result } from '../../kernel/result.ts';
import type { Store } from '../../platform/database/database.ts';
import { inTransaction } from '../../platform/database/transaction.ts';
import { hashPassword } from '../sign-in/passwords.ts';
import {
  changePerson,
  insertPerson,
  lockActiveAdmins,
  type PersonChange,
  personById,
  personInside,
  type StoredPerson,
} from '../store/people.ts';
import { changedBy, type Manager, managerMayNot } from './parts/manager.ts';

export type { Manager } from './parts/manager.ts';

export type PersonInput = { email: string; name: string; role: Role; password: string };

/**
 * Adds a person with a role and a first password, which whoever adds them knows: that is the way into a newsroom
 * without mail, so it does not count as acting in their name, as a password does that is set later. The audit log names
 * who added whom. Refused where the address is taken.
 */
export async function addPerson(
  store: Store,
  by: Manager,
  input: PersonInput,
): Promise<Result<{ id: PersonId }, AppError>> {
  const no = managerMayNot(by, 'people.manage');
  if (no) return fail(no);
  const { password, ...person } = input;
  const hashed = await hashPassword(password, [person.name, person.email]);
  if (!hashed.ok) return hashed;
  return inTransaction(store, async (tx) => {
    const id = await insertPerson(tx, { ...person, passwordHash: hashed.value });
    if (!id)
      return fail({
        code: 'invalid' as const,
        fields: [{ field: 'email', message: 'already belongs to somebody here.' }],
      });
    await recordEvents(tx, changedBy(by), {
      type: 'add-person',
      payload: { person: id, email: input.email, role: input.role },
    });
    return ok({ id });
  });
}

/** Gives a person another role. */
export function setRole(
  store: Store,
  by: Manager,
  person: PersonId,
  role: Role,
): Promise<Result<{ id: PersonId }, AppError>> {
  return change(store, by, person, { role }, { type: 'set-role', payload: { person, role } });
}

/** Shuts a person out, from the next request on. What they wrote stays. */
export function disablePerson(
  store: Store,
  by: Manager,
  person: PersonId,
): Promise<Result<{ id: PersonId }, AppError>> {
  return change(store, by, person, { disabled: true }, { type: 'disable-person', payload: { person } });
}

/** Lets a disabled person sign in again. */
export function enablePerson(store: Store, by: Manager, person: PersonId): Promise<Result<{ id: PersonId }, AppError>> {
  return change(store, by, person, { disabled: false }, { type: 'enable-person', payload: { person } });
}

/** Gives a person a new password, which whoever gives it knows, and ends what the account had before. */
export async function setPassword(
  store: Store,
  by: Manager,
  person: PersonId,
  password: string,
): Promise<Result<{ id: PersonId }, AppError>> {
  const no = managerMayNot(by, 'people.manage');
  if (no) return fail(no);
  const about = await personById(store, person);
  const hashed = await hashPassword(password, [about?.name ?? '', about?.email ?? '']);
  if (!hashed.ok) return hashed;
  return change(
    store,
    by,
    person,
    { passwordHash: hashed.value, hands: by === 'system' ? [] : handsIn(by, person) },
    { type: 'set-password', payload: { person } },
  );
}

async function change(
  store: Store,
  by: Manager,
  id: PersonId,
  what: PersonChange,
  event: AuditEvent,
): Promise<Result<{ id: PersonId }, AppError>> {
  const no = managerMayNot(by, 'people.manage');
  if (no) return fail(no);
  return inTransaction(store, async (tx) => {
    const before = await personInside(tx, { id });
    if (!before) return fail({ code: 'not-found' as const, what: `Person ${id}` });
    const field = fieldThatTakesAdmin(what);
    const admins = field ? await lockActiveAdmins(tx) : [];
    if (field && admins.length === 1 && admins[0] === id)
      return fail({ code: 'invalid' as const, fields: [{ field, message: LAST_ADMIN }] });
    await changePerson(tx, id, what, entryOf(what, before));
    await recordEvents(tx, changedBy(by), event);
    return ok({ id });
  });
}

/** What a change is for whoever has the account. */
function entryOf(what: PersonChange, before: StoredPerson): AccountEvent {
  if ('role' in what) return roleEvent(before.role, what.role);
  if ('disabled' in what) return what.disabled ? 'disabled' : 'enabled';
  return 'password-by-other';
}

const LAST_ADMIN = 'cannot be taken from the last active admin. Make somebody else an admin first.';

function fieldThatTakesAdmin(what: PersonChange): string | undefined {
  if ('role' in what) return what.role === 'admin' ? undefined : 'role';
  return 'disabled' in what && what.disabled ? 'access' : undefined;
}
