import type { AppError } from '../../../kernel/app-error.ts';
import type { PersonId } from '../../../kernel/ids.ts';
import type { Store } from '../../../platform/database/database.ts';
import { passwordFits } from '../../sign-in/passwords.ts';
import { forgetTries, mayTry } from '../../sign-in/throttle.ts';
import { personById } from '../../store/people.ts';

/**
 * The error where what was typed is not a person's password; counted, so that an open screen is no place to guess at.
 */
export async function notThePassword(
  store: Store,
  person: PersonId,
  typed: string,
  field: string,
): Promise<AppError | undefined> {
  if (!(await mayTry(store, 'own-password', String(person)))) return { code: 'throttled' };
  const kept = (await personById(store, person))?.passwordHash;
  if (!(await passwordFits(kept, typed)))
    return { code: 'invalid', fields: [{ field, message: 'is not your password.' }] };
  await forgetTries(store, String(person), 'own-password');
  return undefined;
}
