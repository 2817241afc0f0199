import { sql } from 'kysely';
import type { PersonId } from '../../kernel/ids.ts';
import type { Role, Scope } from '../../kernel/permission/role.ts';
import type { Store } from '../../platform/database/database.ts';
import { insertFrom } from '../../platform/database/insert-from.ts';
import { keptStatements, kysely } from '../../platform/database/kysely.ts';
import { ago, now } from '../../platform/database/sql-values.ts';
import type { Transaction } from '../../platform/database/transaction.ts';

/** A token as lists show it, with whoever made it for another; its secret is never stored. */
export type ListedToken = Awaited<ReturnType<typeof readTokens>>[number];

/**
 * The person behind a token that counts now: not revoked, its time not over, its person not disabled. Notes when it was
 * last used, at most once a minute, so that a busy token does not write on every request.
 */
export async function holderOfToken(
  store: Store,
  secretHash: string,
): Promise<{ id: PersonId; role: Role; scopes: Scope[]; hands: PersonId[] } | undefined> {
  const db = keptStatements(store.pool);
  const row = await db
    .selectFrom('token as t')
    .innerJoin('person as p', 'p.id', 't.person_id')
    .select(['p.id', 'p.role', 't.scopes', 't.hands', 't.id as token'])
    .select((eb) =>
      eb
        .or([eb('t.last_used_at', 'is', null), eb('t.last_used_at', '<', ago({ minutes: 1 }))])
        .$castTo<boolean>()
        .as('note'),
    )
    .where('t.secret_hash', '=', secretHash)
    .where('t.revoked_at', 'is', null)
    .where((eb) => eb.or([eb('t.expires_at', 'is', null), eb('t.expires_at', '>', now)]))
    .where('p.disabled_at', 'is', null)
    .executeTakeFirst();
  if (!row) return undefined;
  const { token, note, ...holder } = row;
  if (note) await db.updateTable('token').set({ last_used_at: now }).where('id', '=', token).execute();
  return holder;
}

/** A token to write; `hands` are the others who hold it, whoever made it first. */
export type NewTokenRow = {
  person: PersonId;
  secretHash: string;
  scopes: readonly Scope[];
  name: string;
  expiresAt: Date | null;
  hands: readonly PersonId[];
};

/** Writes a new token of a person; undefined where they were shut out in that moment. */
export async function insertToken(
  tx: Transaction,
  { person, secretHash, scopes, name, expiresAt, hands }: NewTokenRow,
): Promise<number | undefined> {
  const row = { secret_hash: secretHash, scopes: [...scopes], name, expires_at: expiresAt, hands: [...hands] };
  const db = kysely(tx).with('owner', (cte) =>
    cte.selectFrom('person').select('id').where('id', '=', person).where('disabled_at', 'is', null).forShare(),
  );
  const token = insertFrom(
    db,
    'token',
    (eb) => eb.selectFrom('owner'),
    (eb) => ({ ...row, person_id: eb.ref('owner.id') }),
  );
  return (await token.returning('id').executeTakeFirst())?.id;
}

/**
 * Ends a token at once, `of` one person alone where that is said. The person that it belonged to; undefined where no
 * live token is that.
 */
export async function endToken(tx: Transaction, id: number, of: PersonId | null = null): Promise<PersonId | undefined> {
  const ended = await kysely(tx)
    .updateTable('token')
    .set({ revoked_at: now })
    .where('id', '=', id)
    .$if(of !== null, (token) => token.where('person_id', '=', of))
    .where('revoked_at', 'is', null)
    .returning('person_id as person')
    .executeTakeFirst();
  return ended?.person;
}

/** Every token, or every one of a person, newest first. */
export async function readTokens(store: Store, of: PersonId | null = null) {
  return kysely(store.prisma)
    .selectFrom('token as t')
    .innerJoin('person as p', 'p.id', 't.person_id')
    .leftJoin('person as m', (on) => on.on((eb) => eb('m.id', '=', sql<PersonId>`${eb.ref('t.hands')}[1]`)))
    .select([
      't.id',
      'p.email',
      't.name',
      't.scopes',
      'm.name as madeBy',
      't.created_at as createdAt',
      't.last_used_at as lastUsedAt',
    ])
    .select(['t.revoked_at as revokedAt', 't.expires_at as expiresAt'])
    .$if(of !== null, (token) => token.where('t.person_id', '=', of))
    .orderBy('t.id', 'desc')
    .execute();
}
