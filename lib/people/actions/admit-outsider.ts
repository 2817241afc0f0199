import type { ChangedBy } from '../../audit/store/audit.ts';
import { recordEvents } from '../../audit/store/audit.ts';
import type { PersonId } from '../../kernel/ids.ts';
import { roleEvent } from '../../kernel/permission/account-events.ts';
import { ROLES, type Role } from '../../kernel/permission/role.ts';
import type { Store } from '../../platform/database/database.ts';
import { inTransaction, type Transaction } from '../../platform/database/transaction.ts';
import { spendInvitation } from '../store/invitations.ts';
import {
  hasOutside,
  keepOutside,
  lockOutside,
  type OutsideAccount,
  personOfOutside,
} from '../store/outside-identities.ts';
import { changePerson, insertPerson, lockActiveAdmins, personInside, type StoredPerson } from '../store/people.ts';

/** What a service outside says about somebody who signed in there. */
export type Outsider = OutsideAccount & {
  name: string;
  /** The addresses that it verified, in lower case. */
  verified: readonly string[];
  /** The roles that its groups give here; undefined where no roles were mapped. */
  roles: readonly Role[] | undefined;
};

const SYSTEM: ChangedBy = { person: null, channel: 'screen' };

/**
 * The person here that somebody from outside is: known by the account itself, then by a verified address of somebody
 * here or of an open invitation, then by a role that their groups give. Undefined where none of it holds. A mapped role
 * counts at each sign-in; whoever came by one and lost it there stays out.
 */
export function admitOutsider(store: Store, outsider: Outsider): Promise<PersonId | undefined> {
  return inTransaction(store, async (tx) => {
    await lockOutside(tx, outsider);
    const role = highest(outsider.roles);
    const known = await personOfOutside(tx, outsider);
    if (known)
      return known.roleFromOutside && outsider.roles && !role ? undefined : admit(tx, outsider, known.person, role);
    const here = await personHere(tx, outsider.verified);
    if (here === 'disabled' || (here && (await hasOutside(tx, here.id, outsider.provider)))) return undefined;
    const person = here?.id ?? (await newcomer(tx, outsider, role));
    return person && admit(tx, outsider, person, role);
  });
}

/**
 * Why somebody from outside was not let in: their account here is disabled, another account of the service is theirs
 * already, or nobody let them in.
 */
export type OutsiderProblem = 'account-closed' | 'other-account' | 'no-role' | 'not-invited';

/**
 * Why `admitOutsider` let nobody in, read afterwards. Only who proved an address, or an account, hears what is known of
 * it.
 */
export function whyKeptOutside(store: Store, outsider: Outsider): Promise<OutsiderProblem> {
  return inTransaction(store, async (tx) => {
    const known = await personOfOutside(tx, outsider);
    const person = known ? await personInside(tx, { id: known.person }) : await personHere(tx, outsider.verified);
    if (person === 'disabled' || person?.disabledAt) return 'account-closed';
    if (!known && person) return 'other-account';
    return outsider.roles ? 'no-role' : 'not-invited';
  });
}

/**
 * Somebody here with one of the addresses. One disabled person among them keeps everybody out: nobody gets back in by
 * another address.
 */
async function personHere(tx: Transaction, emails: readonly string[]): Promise<StoredPerson | 'disabled' | undefined> {
  const found: StoredPerson[] = [];
  for (const email of emails) {
    const person = await personInside(tx, { email });
    if (person) found.push(person);
  }
  return found.some((person) => person.disabledAt) ? 'disabled' : found[0];
}

async function admit(
  tx: Transaction,
  outsider: Outsider,
  id: PersonId,
  role: Role | undefined,
): Promise<PersonId | undefined> {
  const person = await personInside(tx, { id });
  if (!person || person.disabledAt) return undefined;
  if (role && role !== person.role && !(await isLastAdmin(tx, id))) {
    await changePerson(tx, id, { role }, roleEvent(person.role, role));
    await recordEvents(tx, SYSTEM, { type: 'set-role', payload: { person: id, role, by: outsider.provider } });
  }
  await keepOutside(tx, outsider, id, role !== undefined);
  return id;
}

/** Nobody outside takes the last admin away. */
async function isLastAdmin(tx: Transaction, id: PersonId): Promise<boolean> {
  const admins = await lockActiveAdmins(tx);
  return admins.length === 1 && admins[0] === id;
}

async function newcomer(
  tx: Transaction,
  { provider, subject, name, verified }: Outsider,
  role: Role | undefined,
): Promise<PersonId | undefined> {
  const invited = await spendInvitation(tx, { emails: verified });
  const [email] = invited ? [invited.email] : verified;
  const given = role ?? invited?.role;
  if (!email || !given) return undefined;
  const id = await insertPerson(tx, { email, name: invited?.name || name || email, role: given, passwordHash: null });
  if (id)
    await recordEvents(
      tx,
      { person: id, channel: 'screen' },
      {
        type: invited ? 'accept-invitation' : 'join-by-role',
        payload: { person: id, email, role: given, by: provider, subject },
      },
    );
  return id;
}

function highest(roles: readonly Role[] | undefined): Role | undefined {
  return ROLES.findLast((role) => roles?.includes(role));
}
