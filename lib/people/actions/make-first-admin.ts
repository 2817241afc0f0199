import { recordEvents } from '../../audit/store/audit.ts';
import type { AppError } from '../../kernel/app-error.ts';
import type { PersonId } from '../../kernel/ids.ts';
import { fail, ok, type Result } from '../../kernel/result.ts';
import type { Store } from '../../platform/database/database.ts';
import { inTransaction, Rollback } from '../../platform/database/transaction.ts';
import { hashPassword } from '../sign-in/passwords.ts';
import { fingerprint } from '../sign-in/secrets.ts';
import { isOpenSetupKey } from '../sign-in/setup-link.ts';
import { insertPerson } from '../store/people.ts';
import { useSetupLink } from '../store/setup-links.ts';

const DEAD_LINK: AppError = {
  code: 'not-found',
  what: 'This setup link was used, replaced by a newer one, or never made; it',
};

/** Whether the key of a one-time link still makes the first admin. */
export async function lookAtSetup(store: Store, key: string): Promise<Result<{ open: true }, AppError>> {
  return (await isOpenSetupKey(store, key)) ? ok({ open: true }) : fail(DEAD_LINK);
}

/**
 * Makes the first admin with the key of the one-time link. Of many at once, one wins; a link that lost makes nobody.
 */
export async function makeFirstAdmin(
  store: Store,
  input: { key: string; name: string; email: string; password: string },
): Promise<Result<{ id: PersonId }, AppError>> {
  if (!(await isOpenSetupKey(store, input.key))) return fail(DEAD_LINK);
  const hashed = await hashPassword(input.password, [input.name, input.email]);
  if (!hashed.ok) return hashed;
  try {
    return ok(
      await inTransaction(store, async (tx) => {
        if (!(await useSetupLink(tx, fingerprint(input.key)))) throw new Rollback(DEAD_LINK);
        const id = await insertPerson(tx, {
          email: input.email,
          name: input.name,
          role: 'admin',
          passwordHash: hashed.value,
        });
        if (!id)
          throw new Rollback({
            code: 'invalid',
            fields: [{ field: 'email', message: 'already belongs to somebody here.' }],
          });
        await recordEvents(
          tx,
          { person: id, channel: 'screen' },
          { type: 'make-first-admin', payload: { person: id, email: input.email } },
        );
        return { id };
      }),
    );
  } catch (error) {
    if (error instanceof Rollback) return fail(error.error);
    throw error;
  }
}
