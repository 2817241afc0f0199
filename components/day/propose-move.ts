import { type ApiAnswer, type ApiProblem, callApi } from '#components/api-client.ts';
import type { Day } from '#lib/kernel/day.ts';

/**
 * Gives an entry another day as a proposal, and hands it to the reviewers where it says nothing else; in an open one
 * it stays with whatever that says besides. The answer says whether it was handed in.
 */
export async function proposeMove(entry: number, day: Day): Promise<ApiAnswer<{ submitted: boolean }>> {
  const view = await callApi('readEntry', { params: { id: entry } });
  if (!view.ok) return view;
  const text = view.value.proposal ?? view.value.published;
  if (!text) return { ok: false, problem: GONE };
  const saved = await callApi('saveEntry', {
    params: { id: entry },
    body: { fields: { ...text.fields, day } },
    ifMatch: text.revision,
  });
  if (!saved.ok) return saved;
  if (view.value.proposal) return { ok: true, value: { submitted: false } };
  const submitted = await callApi('submitEntry', { params: { id: entry } });
  return { ok: true, value: { submitted: submitted.ok } };
}

const GONE: ApiProblem = {
  status: 409,
  code: 'not-published',
  title: 'No longer published',
  detail: 'This entry is no longer published. Reload to see its status.',
  fields: [],
};
