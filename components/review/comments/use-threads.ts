'use client';

import { type ApiAnswer, type ApiProblem, callApi } from '#components/api-client.ts';
import { useApiQuery } from '#components/api-query.ts';
import type { ThreadsView } from '#lib/editorial/comments/threads.ts';
import type { CommentField } from '#lib/kernel/newsroom/thread.ts';

/**
 * The threads of an entry's open proposal, and what can be done with them. Each action tells the problem where it was
 * refused.
 */
export type ThreadActions = {
  entry: number;
  view: ThreadsView | undefined;
  problem: ApiProblem | undefined;
  begin(field: CommentField, text: string): Promise<ApiProblem | undefined>;
  answer(thread: number, text: string): Promise<ApiProblem | undefined>;
  mark(thread: number, to: 'resolve' | 'reopen'): Promise<ApiProblem | undefined>;
};

/**
 * Reads the threads where they did not come with the page (`first`), and again after each change. `revision` is the
 * text that is being read.
 */
export function useThreads(
  entry: number,
  { first, revision }: { first?: ThreadsView | undefined; revision?: number | undefined } = {},
): ThreadActions {
  const { data: view, error, refetch } = useApiQuery('listThreads', { params: { id: entry } }, { first });
  const send = async (sent: Promise<ApiAnswer<unknown>>): Promise<ApiProblem | undefined> => {
    const answer = await sent;
    await refetch();
    return answer.ok ? undefined : answer.problem;
  };
  return {
    entry,
    view,
    problem: error ?? undefined,
    begin: (field, text) =>
      send(
        callApi('openThread', {
          params: { id: entry },
          body: { field, text, ...(revision === undefined ? {} : { revision }) },
        }),
      ),
    answer: (thread, text) => send(callApi('replyToThread', { params: { id: thread }, body: { text } })),
    mark: (thread, to) =>
      send(callApi(to === 'resolve' ? 'resolveThread' : 'reopenThread', { params: { id: thread } })),
  };
}
