import { hashPassword } from '../auth/passwords.ts';
import { fingerprint } from '../auth/secrets.ts';
import { isOpenSetupKey } from '../auth/setup-link.ts';
import type { PersonId } from '../domain/ids.ts';
import type { Refusal } from '../domain/refusals.ts';
import { ok, type Result, refuse } from '../domain/result.ts';
import type { Store } from '../store/database.ts';
import { insertPerson, recordPersonFact } from '../store/people.ts';
import { useSetupLink } from '../store/setup-links.ts';
import { inTransaction, TakeBack } from '../store/transaction.ts';

const DEAD_LINK: Refusal = { code: 'not-found', what: 'This setup link was used, replaced by a newer one, or never made; it' };

/** Makes the first admin with the key of the one-time link. Of many at once, one wins; a link that lost makes nobody. */
export async function makeFirstAdmin(store: Store, input: { key: string; name: string; email: string; password: string }): Promise<Result<{ id: PersonId }, Refusal>> {
  if (!(await isOpenSetupKey(store, input.key))) return refuse(DEAD_LINK);
  const passwordHash = await hashPassword(input.password);
  try {
    return ok(
      await inTransaction(store, async (tx) => {
        if (!(await useSetupLink(tx, fingerprint(input.key)))) throw new TakeBack<Refusal>(DEAD_LINK);
        const id = await insertPerson(tx, { email: input.email, name: input.name, role: 'admin', passwordHash });
        if (!id) throw new TakeBack<Refusal>({ code: 'invalid', fields: [{ field: 'email', message: 'belongs to somebody here already.' }] });
        await recordPersonFact(tx, { person: id, channel: 'screen' }, 'make-first-admin', id, { email: input.email });
        return { id };
      }),
    );
  } catch (error) {
    if (error instanceof TakeBack) return refuse(error.refusal as Refusal);
    throw error;
  }
}
