import { type ApiAnswer, callApi } from '#components/api-client.ts';
import type { Day } from '#lib/kernel/day.ts';

/**
 * Gives an entry another day as a proposal, and hands it to the reviewers where it says nothing else; in an open one
 * it stays with whatever that says besides. Returns whether it was handed in, or the refusal's words.
 */
export async function proposeMove(event: number, day: Day): Promise<{ submitted: boolean } | { problem: string }> {
  const view = await callApi('readEntry', { params: { id: event } });
  if (!view.ok) return wordsOf(view);
  const text = view.value.proposal ?? view.value.published;
  if (!text) return { problem: 'This entry is no longer published. Reload to see its status.' };
  const saved = await callApi('saveEntry', {
    params: { id: event },
    body: { fields: { ...text.fields, day } },
    ifMatch: text.revision,
  });
  if (!saved.ok) return wordsOf(saved);
  if (view.value.proposal) return { submitted: false };
  const submitted = await callApi('submitEntry', { params: { id: event } });
  return submitted.ok ? { submitted: true } : { submitted: false };
}

function wordsOf(answer: Extract<ApiAnswer<unknown>, { ok: false }>): { problem: string } {
  const { detail, fields } = answer.problem;
  return { problem: fields.find(({ field }) => field === 'day')?.message ?? detail };
}
