import { recordEvents } from '../../audit/store/audit.ts';
import type { AppError } from '../../kernel/app-error.ts';
import type { PersonId } from '../../kernel/ids.ts';
import { type Actor, forbidden } from '../../kernel/permission/actor.ts';
import { fail, ok, type Result } from '../../kernel/result.ts';
import type { Store } from '../../platform/database/database.ts';
import { inTransaction, Rollback } from '../../platform/database/transaction.ts';
import { hashPassword } from '../sign-in/passwords.ts';
import { fingerprint, newSecret } from '../sign-in/secrets.ts';
import {
  endInvitation,
  type Invited,
  insertInvitation,
  openInvitation,
  renewInvitation,
  spendInvitation,
} from '../store/invitations.ts';
import { insertPerson, personInside } from '../store/people.ts';

/** A one-time link's secret, which is in this answer and stored nowhere. */
export type Invitation = { id: number; email: string; secret: string; expiresAt: Date };

const DEAD: AppError = { code: 'dead-link' };
const TAKEN: AppError = { code: 'invalid', fields: [{ field: 'email', message: 'already belongs to somebody here.' }] };

/**
 * Invites somebody by a link that makes them a person with a role, once. Refused where the address is somebody's, or
 * invited already.
 */
export async function invite(store: Store, actor: Actor, invited: Invited): Promise<Result<Invitation, AppError>> {
  const no = forbidden(actor, 'people.manage');
  if (no) return fail(no);
  const secret = newSecret();
  return inTransaction(store, async (tx) => {
    if (await personInside(tx, { email: invited.email })) return fail(TAKEN);
    const made = await insertInvitation(tx, actor.person, invited, fingerprint(secret));
    if (!made)
      return fail({
        code: 'invalid' as const,
        fields: [{ field: 'email', message: 'is already invited. Create a new link for that invitation instead.' }],
      });
    await recordEvents(tx, actor, {
      type: 'invite',
      payload: { invitation: made.id, email: invited.email, role: invited.role },
    });
    return ok({ ...made, email: invited.email, secret });
  });
}

/** A new link for an invitation that waits; the earlier one is dead. */
export async function renew(store: Store, actor: Actor, id: number): Promise<Result<Invitation, AppError>> {
  const no = forbidden(actor, 'people.manage');
  if (no) return fail(no);
  const secret = newSecret();
  return inTransaction(store, async (tx) => {
    const renewed = await renewInvitation(tx, id, fingerprint(secret));
    if (!renewed) return fail({ code: 'not-found' as const, what: `Invitation ${id}` });
    await recordEvents(tx, actor, { type: 'renew-invitation', payload: { invitation: id, email: renewed.email } });
    return ok({ id, ...renewed, secret });
  });
}

/** Takes an invitation back: its link is dead. */
export async function revokeInvitation(
  store: Store,
  actor: Actor,
  id: number,
): Promise<Result<{ id: number }, AppError>> {
  const no = forbidden(actor, 'people.manage');
  if (no) return fail(no);
  return inTransaction(store, async (tx) => {
    const email = await endInvitation(tx, id);
    if (email === undefined) return fail({ code: 'not-found' as const, what: `Invitation ${id}` });
    await recordEvents(tx, actor, { type: 'revoke-invitation', payload: { invitation: id, email } });
    return ok({ id });
  });
}

/** Whom a link invites. Used, too old, taken back and never made are one answer. */
export async function lookAtInvitation(store: Store, secret: string): Promise<Result<Invited, AppError>> {
  const found = await openInvitation(store, fingerprint(secret));
  return found ? ok(found) : fail(DEAD);
}

/** Makes the person whom a link invites. Of two at once with one link, one wins. */
export async function acceptInvitation(
  store: Store,
  input: { secret: string; name: string; password: string },
): Promise<Result<{ id: PersonId }, AppError>> {
  const looked = await lookAtInvitation(store, input.secret);
  if (!looked.ok) return looked;
  const hashed = await hashPassword(input.password, [input.name, looked.value.email]);
  if (!hashed.ok) return hashed;
  try {
    return ok(
      await inTransaction(store, async (tx) => {
        const invited = await spendInvitation(tx, { secretHash: fingerprint(input.secret) });
        if (!invited) throw new Rollback(DEAD);
        const id = await insertPerson(tx, {
          email: invited.email,
          name: input.name,
          role: invited.role,
          passwordHash: hashed.value,
        });
        if (!id) throw new Rollback(TAKEN);
        await recordEvents(
          tx,
          { person: id, channel: 'screen' },
          { type: 'accept-invitation', payload: { person: id, email: invited.email, role: invited.role } },
        );
        return { id };
      }),
    );
  } catch (error) {
    if (error instanceof Rollback) return fail(error.error);
    throw error;
  }
}
