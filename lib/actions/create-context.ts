import type { ContextId } from '../domain/ids.ts';
import { type Actor, forbidden } from '../domain/permission/actor.ts';
import type { Refusal } from '../domain/refusals.ts';
import { ok, type Result, refuse } from '../domain/result.ts';
import type { Store } from '../store/database.ts';
import { inTransaction } from '../store/transaction.ts';

export type NamedContext = { id: ContextId; name: string };

/**
 * Adds a context to the vocabulary. Refused where a context or alias has the same name already,
 * case and accents aside; the refusal names it, so that the editor can take that one.
 */
export async function createContext(store: Store, actor: Actor, input: { name: string; kind?: string | undefined }): Promise<Result<NamedContext, Refusal>> {
  const no = forbidden(actor, 'context.create');
  if (no) return refuse(no);
  return inTransaction(store, async (tx) => {
    const [taken] = await tx.$queryRaw<{ name: string }[]>`
      SELECT name FROM context WHERE folded = fold(${input.name})
      UNION ALL SELECT c.name FROM context_alias a JOIN context c ON c.id = a.context_id WHERE a.folded = fold(${input.name}) LIMIT 1`;
    if (taken) return refuse({ code: 'name-taken' as const, name: input.name, by: taken.name });
    const made = await tx.$queryRaw<NamedContext[]>`
      INSERT INTO context (name, kind) VALUES (${input.name}, ${input.kind ?? ''}) ON CONFLICT (folded) DO NOTHING RETURNING id, name`;
    const [context] = made;
    if (!context) return refuse({ code: 'name-taken' as const, name: input.name, by: input.name });
    await tx.$executeRaw`INSERT INTO audit_fact (actor_id, channel, verb, detail) VALUES (${actor.person}, ${actor.channel}::channel, 'create-context', jsonb_build_object('context', ${context.id}::int, 'name', ${context.name}::text))`;
    return ok(context);
  });
}
