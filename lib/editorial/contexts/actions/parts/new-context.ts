import type { AppError } from '../../../../kernel/app-error.ts';
import type { ContextId } from '../../../../kernel/ids.ts';
import type { ContextKind } from '../../../../kernel/newsroom/kinds.ts';
import { type Actor, forbidden } from '../../../../kernel/permission/actor.ts';
import { fail, ok, type Result } from '../../../../kernel/result.ts';
import { contextNameProblem } from '../../../../kernel/text/markup.ts';
import type { Database } from '../../../../platform/database/transaction.ts';
import { contextsNear } from '../../store/context-near.ts';
import { holderOf, insertContext } from '../../store/contexts.ts';

export type NamedContext = { id: ContextId; name: string };

/** A context to be added; `despite` adds it although its name looks like another one. */
export type NewContext = { name: string; kind?: ContextKind | undefined; despite?: boolean | undefined };

/** Adds a context to the vocabulary, inside one transaction. */
export async function newContextIn(
  { prisma, pool }: Database,
  actor: Actor,
  { name, kind = '', despite }: NewContext,
): Promise<Result<NamedContext, AppError>> {
  const no = forbidden(actor, 'context.create');
  if (no) return fail(no);
  const wrong = contextNameProblem(name);
  if (wrong) return fail({ code: 'invalid', fields: [{ field: 'name', message: wrong }] });
  const taken = await holderOf(prisma, name);
  if (taken) return fail({ code: 'name-taken', name, by: taken.name });
  const near = despite ? [] : await contextsNear(pool, name);
  if (near.length) return fail({ code: 'names-near', name, near });
  const id = await insertContext(prisma, actor, { name, kind });
  return id === undefined ? fail({ code: 'name-taken', name, by: name }) : ok({ id, name });
}
