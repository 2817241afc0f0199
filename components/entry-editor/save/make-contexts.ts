import { type ApiProblem, callApi } from '#components/api-client.ts';
import { fold } from '#lib/kernel/folding.ts';
import type { NamedContext } from '../model/state.ts';

type MadeContexts = { made: (NamedContext & { asked: string })[]; problem: ApiProblem | undefined };

/** Makes contexts one after the other, up to the first that cannot be made. */
export async function makeContexts(names: readonly string[]): Promise<MadeContexts> {
  const made: MadeContexts['made'] = [];
  for (const asked of names) {
    const context = await madeOf(asked);
    if ('status' in context) return { made, problem: context };
    made.push({ asked, id: context.id, name: context.name });
  }
  return { made, problem: undefined };
}

/** The context of this name, made unless somebody made it meanwhile. The person has seen what it looks like. */
async function madeOf(name: string): Promise<NamedContext | ApiProblem> {
  const answer = await callApi('createContext', { body: { name, despite: true } });
  if (answer.ok) return answer.value;
  if (answer.problem.code !== 'name-taken') return answer.problem;
  const found = await callApi('listContexts', { query: { q: name } });
  if (!found.ok) return found.problem;
  return (
    found.value.items.find((item) => [item.name, item.alias ?? ''].some((other) => fold(other) === fold(name))) ??
    answer.problem
  );
}
