import type { ContextId } from '../domain/ids.ts';
import { type Actor, forbidden } from '../domain/permission/actor.ts';
import type { Refusal } from '../domain/refusals.ts';
import { ok, type Result, refuse } from '../domain/result.ts';
import { contextsNear } from '../store/context-near.ts';
import { holderOf } from '../store/contexts.ts';
import type { Store } from '../store/database.ts';
import { inTransaction, type Transaction } from '../store/transaction.ts';

export type NamedContext = { id: ContextId; name: string };

/** A context to be added; `despite` adds it although its name looks like another one. */
export type NewContext = { name: string; kind?: string | undefined; despite?: boolean | undefined };

/**
 * Adds a context to the vocabulary. Refused where a context or alias has the same name already,
 * case and accents aside; the refusal names it, so that the editor can take that one. Refused with what it looks like
 * where it is near another name, unless it shall be added despite that.
 */
export async function createContext(store: Store, actor: Actor, input: NewContext): Promise<Result<NamedContext, Refusal>> {
  return inTransaction(store, (tx) => newContextIn(store, tx, actor, input));
}

/** The same inside a transaction. */
export async function newContextIn(store: Store, tx: Transaction, actor: Actor, input: NewContext): Promise<Result<NamedContext, Refusal>> {
  const no = forbidden(actor, 'context.create');
  if (no) return refuse(no);
  const taken = await holderOf(tx, input.name);
  if (taken) return refuse({ code: 'name-taken' as const, name: input.name, by: taken.name });
  const near = input.despite ? [] : await contextsNear(store.pool, input.name);
  if (near.length) return refuse({ code: 'names-near' as const, name: input.name, near });
  const made = await tx.$queryRaw<NamedContext[]>`
      INSERT INTO context (name, kind) VALUES (${input.name}, ${input.kind ?? ''}) ON CONFLICT (folded) DO NOTHING RETURNING id, name`;
  const [context] = made;
  if (!context) return refuse({ code: 'name-taken' as const, name: input.name, by: input.name });
  await tx.$executeRaw`INSERT INTO audit_fact (actor_id, channel, verb, detail) VALUES (${actor.person}, ${actor.channel}::channel, 'create-context', jsonb_build_object('context', ${context.id}::int, 'name', ${context.name}::text))`;
  return ok(context);
}
